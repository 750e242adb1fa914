"""The pages a reader opens: the front, the years, each edition, and the one that says that there is no such page."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from publish.archive.site.cards import Link, card, versions
from publish.archive.site.leaves import Leaf
from publish.archive.site.machines import POLICY
from publish.archive.site.making import Making
from publish.archive.site.model import Kept
from publish.formats.web import fonts

RECENT = 12
"""Editions that the front page lists, besides the latest."""
_PAGE_POLICY = "; ".join(part for part in POLICY.split("; ") if not part.startswith("frame-ancestors"))
"""A page cannot say itself who may frame it; and the site's own pages have no styles in them."""


def leaves(made: Making) -> Iterator[Leaf]:
    """All pages, and what they wear."""
    yield Leaf("wear", made.look, lambda: _wear(made))
    for language in made.site.languages:
        yield _front(made, language)
        for year in made.site.years(language):
            yield _year(made, language, year)
        yield Leaf(f"search {language}", made.look, lambda language=language: _search(made, language))  # type: ignore[misc]
    for kept in made.site.editions:
        yield _edition(made, kept)
    yield Leaf("not found", made.look, lambda: {"404.html": _not_found(made)})


def _wear(made: Making) -> dict[str, bytes]:
    """The style sheet and the fonts that all pages share."""
    sheet = made.theme.page("archive/site.css.j2", made.site.languages[0])
    files = {f"fonts/{name}": data for name, data in fonts(made.theme)}
    script = made.theme.page("archive/search.js.j2", made.site.languages[0])
    return {"site.css": sheet.encode(), "search.js": script.encode(), **files}


def _front(made: Making, language: str) -> Leaf:
    site = made.site
    editions = site.in_language(language)
    shown = editions[: RECENT + 1]
    years = {str(year): str(len(some)) for year, some in site.years(language).items()}

    def page(root: str, own: str) -> bytes:
        cards = [card(kept, language, root, made.theme) for kept in shown]
        others = [_other(made, other, f"{root}{other}/") for other in site.languages if other != language]
        counts = {int(year): int(count) for year, count in years.items()}
        address = f"{site.base}/{language}/"
        more = {"cards": cards, "years": counts, "count": len(editions), "others": others, "address": address}
        return _filled(made, "front", language, root, **more, own=own)

    def make() -> dict[str, bytes]:
        files = {f"{language}/index.html": page("../", "")}
        return files | ({"index.html": page("", f"{language}/")} if language == site.languages[0] else {})

    return Leaf(f"front {language}", made.word(*shown, more=repr((years, language))), make)


def _year(made: Making, language: str, year: int) -> Leaf:
    site = made.site
    years = site.years(language)
    some, root = years[year], "../../"
    nearest = sorted(years)
    at = nearest.index(year)
    before = nearest[at - 1] if at else 0
    after = nearest[at + 1] if at + 1 < len(nearest) else 0
    also = tuple(other for other in site.languages if other != language)
    there = tuple(other for other in also if year in site.years(other))

    def make() -> dict[str, bytes]:
        cards = [card(kept, language, root, made.theme) for kept in some]
        more = {
            "cards": cards,
            "year": year,
            "before": before,
            "after": after,
            "others": [_other(made, one, f"{root}{one}/{year}/") for one in there],
            "fronts": [_other(made, one, f"{root}{one}/") for one in also if one not in there],
            "address": f"{site.base}/{language}/{year}/",
        }
        return {f"{language}/{year}/index.html": _filled(made, "year", language, root, **more, own="../")}

    return Leaf(f"year {language} {year}", made.word(*some, more=repr((before, after, language, there))), make)


def _edition(made: Making, kept: Kept) -> Leaf:
    before, after = made.site.neighbours(kept)
    near = [one for one in (before, after) if one]

    def make() -> dict[str, bytes]:
        language = next(one for one in (*made.site.languages, *kept.languages) if one in kept.languages)
        parts = [_part(made, kept, one) for one in kept.languages]
        more = {
            "parts": parts,
            "versions": versions(kept),
            "before": card(before, language, "../", made.theme) if before else None,
            "after": card(after, language, "../", made.theme) if after else None,
            "others": [],
            "fronts": [_other(made, other, f"../{other}/") for other in made.site.languages if other != language],
            "address": f"{made.site.base}/{kept.id}/",
        }
        page = _filled(made, "edition", language, "../", **more, own=f"../{language}/")
        return {f"{kept.id}/index.html": page, **dict(_imported(made, kept))}

    return Leaf(f"edition {kept.id}", made.word(kept, more=repr([(o.id, o.last.sha256) for o in near])), make)


def _imported(made: Making, kept: Kept) -> Iterator[tuple[str, bytes]]:
    """What stands at `<edition>/<language>/` where the edition itself was made elsewhere."""
    then = {language: one for language, one in kept.in_each_language.items() if one.is_imported}
    for language, one in then.items():
        root, address = "../../", f"{made.site.base}/{kept.id}/"
        others = [_other(made, other, f"../{other}/") for other in then if other != language]
        more = {"card": card(one, language, root, made.theme), "others": others, "address": f"{address}{language}/"}
        own = f"{root}{language if language in made.site.languages else made.site.languages[0]}/"
        yield f"{kept.id}/{language}/index.html", _filled(made, "imported", language, root, **more, own=own)


def _part(made: Making, kept: Kept, language: str) -> dict[str, Any]:
    """An edition in one of its languages, with the words of that language."""
    return {
        "language": language,
        "card": card(kept, language, "../", made.theme),
        "words": made.theme.words(language),
        "says": made.theme.archive_words(language),
    }


def _search(made: Making, language: str) -> dict[str, bytes]:
    root = "../../"
    others = [_other(made, o, f"{root}{o}/search/") for o in made.site.languages if o != language]
    more = {"others": others, "address": f"{made.site.base}/{language}/search/"}
    return {f"{language}/search/index.html": _filled(made, "search", language, root, **more, own="../")}


def _not_found(made: Making) -> bytes:
    """It is shown at any address, so its own links begin at the host."""
    root = f"{urlsplit(made.site.base).path}/"
    language = made.site.languages[0]
    parts = [_part_of_not_found(made, one) for one in made.site.languages]
    more = {"parts": parts, "others": [], "address": ""}
    return _filled(made, "not-found", language, root, **more, own=f"{root}{language}/")


def _part_of_not_found(made: Making, language: str) -> dict[str, Any]:
    return {"language": language, "says": made.theme.archive_words(language)}


def _other(made: Making, language: str, href: str) -> Link:
    return Link(made.theme.words(language).name_of_language, href, language)


def _filled(made: Making, name: str, language: str, root: str, **more: Any) -> bytes:
    """A page; *root* is its way to the archive's front, `own` its way to the front in its language."""
    return made.theme.page(
        f"archive/{name}.html.j2",
        language,
        says=made.theme.archive_words(language),
        root=root,
        policy=_PAGE_POLICY,
        base=made.site.base,
        **{"fronts": [], **more},
    ).encode()
