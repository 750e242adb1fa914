"""What machines read: the sitemap, robots.txt, the list of seals, headers for the host, and pages at old addresses."""

import json
import re
from collections.abc import Iterator

from lxml import etree

from publish.archive.aliases import file_at, hides
from publish.archive.site.leaves import Leaf
from publish.archive.site.making import Making
from publish.archive.site.model import Kept

_POLICY = (
    "default-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "style-src 'self' 'unsafe-inline'",  # letters, and pages as they were sealed, carry their styles in them
    "script-src 'self' 'wasm-unsafe-eval'",  # the search alone
    "connect-src 'self'",
    "manifest-src 'self'",
)
POLICY = "; ".join(_POLICY)
"""What the host should send with every page (W3C Content Security Policy Level 3)."""
_ORIGINAL = {"script-src": "'none'", "connect-src": "'none'", "form-action": "'none'"}
ORIGINAL_POLICY = "; ".join(
    f"{name} {_ORIGINAL.get(name, rest)}" for name, _, rest in (p.partition(" ") for p in _POLICY)
)
"""What it should send, besides, with what was made elsewhere: nobody here has written it, so nothing in it may act."""
SANDBOX = "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads"
"""And with its pages, not with its PDFs, which browsers do not show in a sandbox. Fonts need `allow-same-origin`."""
_ORIGINALS = ("/:edition/:language/original", "/:edition/:version/:language/original")
_IS_ORIGINAL = re.compile(r"/[^/]+/(?:\d+/)?[^/]+/original/(index\.html)?")
FEED_TYPES = {
    "feed.atom": "application/atom+xml",
    "feed.rss": "application/rss+xml",
    "feed.json": "application/feed+json",
}
"""What a host should call the feeds; by their endings alone, few know."""
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XHTML = "http://www.w3.org/1999/xhtml"
_NAMES = {None: _SITEMAP, "xhtml": _XHTML}
_LARGEST = 50_000
"""Addresses that one sitemap may have (sitemaps.org)."""


def leaves(made: Making) -> Iterator[Leaf]:
    """All of them."""
    word = made.word(*made.site.editions)
    yield Leaf("sitemap", word, lambda: _sitemap(made))
    yield Leaf("seals", word, lambda: {"seals.json": _seals(made)})
    yield Leaf("robots", made.look, lambda: {"robots.txt": _robots(made), "_headers": _headers()})
    for kept in made.site.editions:
        if any(about.aliases for about in kept.languages.values()):
            yield Leaf(f"aliases of {kept.id}", made.word(kept), lambda kept=kept: _aliases(made, kept))  # type: ignore[misc]


def _sitemap(made: Making) -> dict[str, bytes]:
    """One sitemap, or, of very many addresses, several and their index."""
    pages = list(_pages(made))
    if len(pages) <= _LARGEST:
        return {"sitemap.xml": _urls(pages)}
    parts = [pages[at : at + _LARGEST] for at in range(0, len(pages), _LARGEST)]
    files = {f"sitemap-{number}.xml": _urls(part) for number, part in enumerate(parts, start=1)}
    index = etree.Element(f"{{{_SITEMAP}}}sitemapindex", nsmap=_NAMES)  # type: ignore[arg-type]
    for name in files:
        sitemap = etree.SubElement(index, f"{{{_SITEMAP}}}sitemap")
        etree.SubElement(sitemap, f"{{{_SITEMAP}}}loc").text = f"{made.site.base}/{name}"
    return {**files, "sitemap.xml": _bytes(index)}


_Page = tuple[str, str, dict[str, str]]
"""Address, day of the last change, and the addresses in all languages, its own among them."""


def _pages(made: Making) -> Iterator[_Page]:
    site, base = made.site, made.site.base
    days = {language: _last_day(site.in_language(language)) for language in site.languages}
    fronts = {language: f"{base}/{language}/" for language in site.languages}
    for language, address in fronts.items():
        yield address, days[language], fronts
    for language in site.languages:
        for year, some in site.years(language).items():
            alternates = {other: f"{base}/{other}/{year}/" for other in site.languages if year in site.years(other)}
            yield f"{base}/{language}/{year}/", _last_day(some), alternates
    for kept in site.editions:
        yield f"{base}/{kept.id}/", kept.updated.date().isoformat(), {}
        addresses = {language: f"{base}/{kept.id}/{language}/" for language in kept.languages}
        for address in addresses.values():
            yield address, kept.updated.date().isoformat(), addresses


def _last_day(some: tuple[Kept, ...]) -> str:
    return max((kept.updated.date().isoformat() for kept in some), default="")


def _urls(pages: list[_Page]) -> bytes:
    root = etree.Element(f"{{{_SITEMAP}}}urlset", nsmap=_NAMES)  # type: ignore[arg-type]
    for address, day, alternates in pages:
        url = etree.SubElement(root, f"{{{_SITEMAP}}}url")
        etree.SubElement(url, f"{{{_SITEMAP}}}loc").text = address
        if day:
            etree.SubElement(url, f"{{{_SITEMAP}}}lastmod").text = day
        for language, other in alternates.items() if len(alternates) > 1 else ():
            attributes = {"rel": "alternate", "hreflang": language, "href": other}
            etree.SubElement(url, f"{{{_XHTML}}}link", attributes)
    return _bytes(root)


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="utf-8", pretty_print=True)


def _seals(made: Making) -> bytes:
    """Every seal and the hash of its manifest, in the order they were made: where `verify` begins from outside."""
    seals = sorted(
        (sealed for kept in made.site.editions for sealed in kept.versions), key=lambda sealed: sealed.head.number
    )
    entries = [
        {
            "number": sealed.head.number,
            "edition": sealed.head.edition,
            "version": sealed.head.version,
            "sealed": sealed.head.sealed,
            "manifest": f"{sealed.head.edition}/{sealed.head.version}/manifest.json",
            "sha256": sealed.sha256,
        }
        for sealed in seals
    ]
    return (json.dumps({"layout": "publish-seals-1", "seals": entries}, indent=1) + "\n").encode()


def _robots(made: Making) -> bytes:
    """Everything may be read and found; the seals themselves say the same as the pages."""
    return f"User-agent: *\nAllow: /\nSitemap: {made.site.base}/sitemap.xml\n".encode()


def _headers() -> bytes:
    """What hosts that read `_headers` send along; docs/archive.md has the same for others."""
    lines = (
        "/*",
        f"  Content-Security-Policy: {POLICY}",
        "  X-Content-Type-Options: nosniff",
        "  Referrer-Policy: strict-origin-when-cross-origin",
        *(f"{folder}/*\n  Content-Security-Policy: {ORIGINAL_POLICY}" for folder in _ORIGINALS),
        *(
            f"{folder}/{page}\n  Content-Security-Policy: {SANDBOX}"
            for folder in _ORIGINALS
            for page in ("", "index.html")
        ),
        "/*/manifest.json",
        "  Cache-Control: public, max-age=31536000, immutable",
        *(f"/*/{name}\n  Content-Type: {kind}; charset=utf-8" for name, kind in FEED_TYPES.items()),
    )
    return ("\n".join(lines) + "\n").encode()


def policy_of(path: str) -> str:
    """What a host that reads `_headers` sends as the policy of *path*, below the archive's address."""
    found = _IS_ORIGINAL.match(path)
    if not found:
        return POLICY
    is_page = found.end() == len(path)
    return ", ".join((POLICY, ORIGINAL_POLICY, SANDBOX) if is_page else (POLICY, ORIGINAL_POLICY))


def _aliases(made: Making, kept: Kept) -> dict[str, bytes]:
    """A page at each old address that leads on at once; in both languages' lists, it leads to the main one."""
    found: dict[str, bytes] = {}
    for language, about in kept.languages.items():
        target = f"{made.site.base}/{kept.id}/{language}/"
        page = made.theme.page("archive/moved.html.j2", language, about=about, target=target).encode()
        for alias in about.aliases:
            if not hides(alias, made.site.languages):  # a language may have come since it was sealed
                found.setdefault(file_at(alias), page)
    return found
