"""
Bytes into an `Edition`, or into **all** that is wrong with them, each with file, line and column.

1. `text`          bytes into text: UTF-8, line ends, nothing hidden.
2. `front_matter`  the YAML between `---` and `---`.
3. `yaml`          YAML into a model: `tree` gives places, `syntax` and `words` the words, `places` points inside texts.
4. `body`          Markdown with blocks into chapters.
5. `pictures`      the files that the text names: `pixels`, `svg`.

The only reader of YAML and front matter. Only `read_edition` raises; all else returns problems.
"""

from publish.source.edition import languages, read_edition
from publish.source.front_matter import FrontMatter
from publish.source.schema import schemas
from publish.source.yaml import load

__all__ = ["FrontMatter", "languages", "load", "read_edition", "schemas"]
