"""
What `init` and `new` write: files to be changed, that build as they are.

In a starter `$name` stands for a value; it is put there as YAML reads it.
"""

import json
import re
import string
import unicodedata
from datetime import date
from pathlib import Path

import click

_HERE = Path(__file__).parent
_PLAIN = re.compile(r"[^\W\d_][\w ’–.-]*[\w.]")
"""What YAML reads as the text that it is."""
_YAML_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_UNLIKE = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "þ": "th", "đ": "d", "ł": "l", "ı": "i"}
"""Letters that Unicode does not take apart into a base and a mark."""
_LONGEST = 60


def refuse_hidden(text: str, param: str) -> None:
    """Refuse at once what no starter could be read with: controls, and bytes that are no UTF-8."""
    from publish.source.text import hidden_in  # what only looks at help does without

    if found := hidden_in(text):
        raise click.BadParameter(f"found {found}; type it without", param_hint=param)


def edition_text(title: str, day: date, language: str) -> bytes:
    """A text in *language* that builds as it is; in English if there is no starter in that language."""
    file = _HERE / f"edition.{language.partition('-')[0]}.md"
    return _filled(file if file.is_file() else _HERE / "edition.en.md", title=title, date=day.isoformat())


def settings(name: str) -> bytes:
    """A `publish.yaml` for the publisher *name*."""
    return _filled(_HERE / "publish.yaml", name=name)


def gitignore() -> bytes:
    """What git is to leave out."""
    return (_HERE / "gitignore").read_bytes()


def brand(stock: bytes, name: str) -> bytes:
    """The *stock* brand, under the publisher's own *name*."""
    return re.sub(r"(?m)^(    (?:full|short): ).*$", lambda match: match[1] + _yaml(name), stock.decode()).encode()


def slug(title: str) -> str:
    """*title* as a folder's name: `Ny vår för Östersjön` becomes `ny-var-for-ostersjon`."""
    lower = "".join(_UNLIKE.get(letter, letter) for letter in title.lower())
    plain = unicodedata.normalize("NFKD", lower).encode("ascii", "ignore").decode()
    words = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['’]", "", plain)))
    if len(words) > _LONGEST:
        words = words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]
    return words or "edition"


def _filled(file: Path, **values: str) -> bytes:
    template = string.Template(file.read_text(encoding="utf-8"))
    return template.substitute({name: _yaml(value) for name, value in values.items()}).encode()


def _yaml(text: str) -> str:
    if (_PLAIN.fullmatch(text) and text.lower() not in _YAML_WORDS) or re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    return json.dumps(text, ensure_ascii=False)
