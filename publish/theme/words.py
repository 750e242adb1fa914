"""
The words that templates need besides the edition's own: “Published”, “Unsubscribe”, “Contents”.

They stand in `templates/words.yml`, one section a language. A language must have all of them; a workspace
may add words for its own templates beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, RootModel, model_validator

from publish.blocks import Language
from publish.problems import Place, Problem, RenderError, did_you_mean
from publish.source import text, yaml
from publish.theme.address import Address
from publish.workspace import Workspace

FILE = "words.yml"
ARCHIVE_FILE = "archive/words.yml"
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


class ArchiveWords(BaseModel):
    """One language's words for the pages of the archive."""

    model_config = ConfigDict(extra="allow", frozen=True, alias_generator=lambda name: name.replace("_", "-"))

    archive: Word
    all_editions: Word
    latest_edition: Word
    earlier_editions: Word
    by_year: Word
    editions_of_year: Word
    how_many: Word
    one: Word
    none_yet: Word
    read: Word
    download: Word
    letter: Word
    first_page: Word
    read_original: Word
    open_pdf: Word
    first_page_pdf: Word
    made_elsewhere: Word
    about_edition: Word
    pages: Word
    one_page: Word
    earlier: Word
    later: Word
    earlier_year: Word
    later_year: Word
    correction: Word
    corrections: Word
    corrected: Word
    corrected_on: Word
    version: Word
    this_version: Word
    as_it_was: Word
    sealed: Word
    sealed_on: Word
    what_sealed_means: Word
    manifest: Word
    fingerprint: Word
    feeds: Word
    search: Word
    search_editions: Word
    search_words: Word
    search_needs_script: Word
    nothing_found: Word
    found: Word
    found_one: Word
    in_brochure: Word
    in_pdf: Word
    not_found: Word
    not_found_text: Word
    to_front: Word
    footer: Word

    __pydantic_extra__: dict[str, Word]


class _File(RootModel[dict[Language, Words]]):
    """All of words.yml."""


class _ArchiveFile(RootModel[dict[Language, ArchiveWords]]):
    """All of archive/words.yml."""


Some = TypeVar("Some", Words, ArchiveWords)


@dataclass(frozen=True, slots=True)
class Other:
    """Another language in which the same edition can be read."""

    language: str
    words: Words
    address: Address


@dataclass(frozen=True, slots=True)
class Dictionary(Generic[Some]):
    """The words of all languages."""

    path: str
    languages: Mapping[str, Some]

    def of(self, language: str) -> Some:
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


def read_words(workspace: Workspace) -> Dictionary[Words]:
    """
    The words of the workspace, or those that come with the package.

    Raises:
        RenderError: with everything that is wrong in the file.
    """
    path, written = _read(FILE, workspace)
    found, problems = yaml.load(_File, written, path=path)
    if found is None:
        raise RenderError(*problems)
    return Dictionary(path, found.root)


def read_archive_words(workspace: Workspace) -> Dictionary[ArchiveWords]:
    """
    The words of the archive's pages, likewise.

    Raises:
        RenderError: with everything that is wrong in the file.
    """
    path, written = _read(ARCHIVE_FILE, workspace)
    found, problems = yaml.load(_ArchiveFile, written, path=path)
    if found is None:
        raise RenderError(*problems)
    return Dictionary(path, found.root)


def _read(name: str, workspace: Workspace) -> tuple[str, str]:
    """How problems name the file, and what stands in it."""
    file = workspace.template(name)
    if file is None:
        raise RenderError(Problem("E302", f"there is no template `{name}`", Place(name)))
    path = workspace.shown(file)
    data, missing = text.read_bytes(file, path)
    written, unreadable = text.read_text(data, path)
    if missing or unreadable:
        raise RenderError(*missing, *unreadable)
    return path, written
