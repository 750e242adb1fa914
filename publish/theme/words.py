"""
The words that templates need besides the edition's own: “Published”, “Unsubscribe”, “Contents”.

They stand in `templates/words.yml`, one section a language. A language must have all of them; a workspace
may add words for its own templates beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from publish.blocks import Language
from publish.problems import Place, Problem, RenderError, did_you_mean
from publish.source import text, yaml
from publish.theme.address import Address
from publish.workspace import Workspace

FILE = "words.yml"
Word: TypeAlias = Annotated[str, Field(min_length=1)]


class Words(BaseModel):
    """One language's words. `{…}` in a word is filled in by the template: `words.x.format(…)`."""

    model_config = ConfigDict(extra="allow", frozen=True, alias_generator=lambda name: name.replace("_", "-"))

    name_of_language: Word
    in_this_language: Word
    read_in_this_language: Word
    languages: Word
    date_locale: Word
    edition: Word
    brochure: Word
    newsletter: Word
    web_edition: Word
    published: Word
    updated: Word
    category: Word
    by: Word
    view_in_browser: Word
    read_web_edition: Word
    download_brochure: Word
    scan_code: Word
    code_leads_to: Word
    unsubscribe: Word
    why_you_get_this: Word
    skip_to_content: Word
    contents: Word
    page: Word
    of: Word
    figures: Word
    focus_areas: Word
    question: Word
    partners: Word
    articles: Word
    events: Word
    date: Word
    time: Word
    place: Word
    picture: Word
    notes: Word
    note: Word
    back_to_text: Word
    links: Word
    imprint: Word
    publisher: Word
    contact: Word
    address: Word
    email: Word
    phone: Word
    website: Word
    source: Word
    source_attached: Word
    source_in_brochure: Word
    typefaces: Word

    __pydantic_extra__: dict[str, Word]

    @model_validator(mode="before")
    @classmethod
    def _names_of_ones_own(cls, data: Any) -> Any:
        """A template writes `words.good_day` for the word `good-day`, whoever thought of it."""
        if not isinstance(data, dict):
            return data
        known = {field.alias for field in cls.model_fields.values()}
        return {key if key in known else key.replace("-", "_"): word for key, word in data.items()}


class _File(RootModel[dict[Language, Words]]):
    """All of words.yml."""


@dataclass(frozen=True, slots=True)
class Other:
    """Another language in which the same edition can be read."""

    language: str
    words: Words
    address: Address


@dataclass(frozen=True, slots=True)
class Dictionary:
    """The words of all languages."""

    path: str
    languages: Mapping[str, Words]

    def of(self, language: str) -> Words:
        """
        The words in *language*; those of `en` will do for `en-GB`.

        Raises:
            RenderError: if there are none.
        """
        for name in (language, language.partition("-")[0]):
            if name in self.languages:
                return self.languages[name]
        hint = did_you_mean(language, self.languages)
        raise RenderError(Problem("E306", f"no words for the language `{language}`", Place(self.path), hint))


def read_words(workspace: Workspace) -> Dictionary:
    """
    The words of the workspace, or those that come with the package.

    Raises:
        RenderError: with everything that is wrong in the file.
    """
    file = workspace.template(FILE)
    if file is None:
        raise RenderError(Problem("E302", "there is no template `words.yml`", Place(FILE)))
    path = workspace.shown(file)
    data, missing = text.read_bytes(file, path)
    written, unreadable = text.read_text(data, path)
    if missing or unreadable:
        raise RenderError(*missing, *unreadable)
    words, problems = yaml.load(_File, written, path=path)
    if words is None:
        raise RenderError(*problems)
    return Dictionary(path, words.root)
