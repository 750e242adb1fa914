"""What ARIA and HTML promise to assistive technology: ids, references, roles, names of frames and fields."""

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from publish.check.accessibility.structure.heard import Heard, is_decoration
from publish.check.document import words
from publish.check.finding import Finding, Rule, Severity
from publish.check.subject import Subject
from publish.problems import did_you_mean

RULES = (
    IDS := Rule(
        "C345",
        Severity.DEGRADES,
        "An id that names something stands once",
        "Labels and descriptions are taken from the first of two elements with the same id. What was meant to have its"
        " name from the second is called something else. Give each its own id.",
        ("1.3.1", "4.1.2"),
    ),
    NOWHERE := Rule(
        "C346",
        Severity.DEGRADES,
        "What points at a label points at one that is there",
        "`aria-labelledby`, `aria-describedby`, `headers` and `for` name the id of another element. If no element has"
        " it, the part has no name. Look for a slip in the id, or write `aria-label`.",
        ("1.3.1", "4.1.2"),
    ),
    HIDDEN := Rule(
        "C347",
        Severity.BREAKS,
        "Nothing that can be reached is hidden from those who listen",
        "A link inside `aria-hidden` can still be reached with the keyboard, and then the screen reader says nothing at"
        " all. Delete `aria-hidden`, or take the link out.",
        ("1.3.1", "4.1.2"),
    ),
    NAMELESS := Rule(
        "C348",
        Severity.BREAKS,
        "Every frame, film and field has a name, and nothing starts by itself",
        "A frame or field without a name is spoken as “frame” or “edit”, and nobody knows what it is for: write `title`"
        " on a frame, and a `<label>` for a field. Sound that starts by itself drowns the screen reader, and a page"
        " that loads itself anew throws listeners back to its beginning: delete `autoplay` and `refresh`.",
        ("2.2.2", "4.1.2"),
    ),
    ROLES := Rule(
        "C349",
        Severity.DEGRADES,
        "Roles and parts of lists are what they say they are",
        "A role that does not exist is passed over, and an item outside its list, or a list that holds something else,"
        " is counted wrongly when it is read out. Look for a slip in the role, or put items in their list.",
        ("1.3.1", "4.1.2"),
    ),
)

_POINTERS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "headers", "for")
_ROLES = frozenset(
    """alert alertdialog application article banner blockquote button caption cell checkbox code columnheader
    combobox
    complementary contentinfo definition deletion dialog directory document emphasis feed figure form generic grid
    gridcell group heading image img insertion link list listbox listitem log main mark marquee math menu menubar
    menuitem menuitemcheckbox menuitemradio meter navigation none note option paragraph presentation progressbar radio
    radiogroup region row rowgroup rowheader scrollbar search searchbox separator slider spinbutton status strong
    subscript suggestion superscript switch tab table tablist tabpanel term textbox time timer toolbar tooltip tree
    treegrid treeitem graphics-document graphics-object graphics-symbol""".split()  # noqa: SIM905  # reads as a table
)
_DOC_ROLES = frozenset(
    f"doc-{name}"
    for name in """abstract acknowledgments afterword appendix backlink bibliography biblioref chapter
    colophon conclusion cover credit credits dedication endnotes epigraph epilogue errata example footnote foreword
    glossary glossref index introduction noteref notice pagebreak pagefooter pageheader pagelist part preface prologue
    pullquote qna subtitle tip toc""".split()  # noqa: SIM905  # reads as a table
)
_FOCUSABLE = frozenset({"button", "input", "select", "textarea", "iframe", "summary"})
_FIELDS = frozenset({"input", "select", "textarea"})
_NO_FIELD = frozenset({"hidden", "submit", "button", "reset", "image"})
_LISTS = {"li": ("ul", "ol", "menu"), "dt": ("dl", "div"), "dd": ("dl", "div")}
_IN_LISTS = {"ul": ("li",), "ol": ("li",), "dl": ("dt", "dd", "div")}
_ANYWHERE = ("script", "template")


def check(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """What is wrong with the names and roles in one file."""
    yield from _ids(subject, heard)
    yield from _nowhere(subject, heard)
    yield from _hidden(subject, heard)
    yield from _nameless(subject, heard)
    yield from _moving(subject, heard)
    yield from _roles(subject, heard)
    yield from _lists(subject, heard)


def _ids(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """Ids that stand twice and name something. Others harm links alone, and are found with those."""
    document = heard.document
    counts = Counter(identity for element in document.elements if (identity := element.get("id")))
    twice = {identity for identity, count in counts.items() if count > 1}
    pointed = {target for element in document.elements for target in _pointed(element)} if twice else set()
    for identity in sorted(twice & pointed):
        _, second, *_ = (element for element in document.elements if element.get("id") == identity)
        message = f"the id '{identity[:60]}', which names another element, stands {counts[identity]} times"
        yield IDS.finding(message, subject.place_of(document, second), artefact=document.name)


def _pointed(element: etree._Element) -> list[str]:
    """The ids of elements from which *element* has its name or description."""
    return [target for name in _POINTERS for target in (element.get(name) or "").split()]


def _nowhere(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    for element in heard.elements:
        for name in _POINTERS:
            lost = [target for target in (element.get(name) or "").split() if target not in heard.by_id]
            if lost:
                message = f"{name} points at the id '{lost[0][:60]}', which no element has"
                hint = did_you_mean(lost[0], sorted(heard.by_id))
                yield NOWHERE.finding(message, subject.place_of(document, element), hint=hint, artefact=document.name)


def _hidden(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    outer: dict[etree._Element, etree._Element] = {}
    found = []
    for element in document.elements:
        parent = element.getparent()
        around = outer.get(parent) if parent is not None else None
        if around is None and element.get("aria-hidden") == "true":
            around = element
        if around is not None:
            outer[element] = around
            if is_focusable(element) and not _is_shut(element):
                found.append(element)
    if found:
        what = f"`<{found[0].tag}>` '{words(found[0])[:60]}'"
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        message = f"{what} can be reached but is hidden from those who listen (aria-hidden){more}"
        place = subject.place_of(document, outer[found[0]])
        yield HIDDEN.finding(message, place, hint="delete `aria-hidden`", artefact=document.name)


def is_focusable(element: etree._Element) -> bool:
    """Whether the keyboard reaches *element*."""
    if element.get("disabled") is not None or element.get("tabindex") == "-1":
        return False
    is_link = element.tag in ("a", "area") and element.get("href") is not None
    return is_link or element.tag in _FOCUSABLE or element.get("tabindex") is not None


def _is_shut(element: etree._Element) -> bool:
    """Whether nobody reaches it, because it is not shown at all."""
    return any(
        one.get("hidden") is not None or re.search(r"display\s*:\s*none", one.get("style") or "")
        for one in (element, *element.iterancestors())
    )


def _nameless(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    labelled = {label.get("for") for label in heard.all("label") if heard.words(label)}
    for element in heard.all("iframe", "input", "select", "textarea", "video", "audio", "object"):
        if element.tag in _FIELDS and (element.get("type") or "") in _NO_FIELD:
            continue
        wrapped = any(one.tag == "label" and heard.words(one) for one in element.iterancestors())
        name = heard.name(element) if element.tag in ("object", "video", "audio") else heard.label(element)
        if not (name or element.get("title") or wrapped or (element.get("id") in labelled and element.get("id"))):
            kind = "field" if element.tag in _FIELDS else "frame" if element.tag == "iframe" else "film or sound"
            message = f"a {kind} (`<{element.tag}>`) has no name"
            yield NAMELESS.finding(message, subject.place_of(document, element), artefact=document.name)


def _moving(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    for element in document.all("video", "audio", "meta"):
        if element.tag == "meta":
            delay = re.match(r"\s*([0-9]{1,9})", element.get("content") or "")
            if (element.get("http-equiv") or "").lower() != "refresh" or not delay:
                continue
            message = f"the page loads itself anew after {delay[1]} seconds"
        elif element.get("autoplay") is not None:
            message = f"`<{element.tag}>` starts by itself"
        else:
            continue
        yield NAMELESS.finding(message, subject.place_of(document, element), artefact=document.name)


def _roles(subject: Subject, heard: Heard) -> Iterator[Finding]:
    document = heard.document
    for element in document.elements:
        roles = (element.get("role") or "").lower().split()
        unknown = [role for role in roles if role not in _ROLES and role not in _DOC_ROLES]
        if unknown:
            message = f"there is no role '{unknown[0][:40]}'"
            hint = did_you_mean(unknown[0], sorted(_ROLES | _DOC_ROLES))
            yield ROLES.finding(message, subject.place_of(document, element), hint=hint, artefact=document.name)


def _lists(subject: Subject, heard: Heard) -> Iterator[Finding]:
    """Items outside their lists, and what is no item in a list."""
    document = heard.document
    seen = set()
    for element in heard.elements:
        if message := _misplaced(element):
            place = subject.place_of(document, element)
            if (message, place) not in seen:
                seen.add((message, place))
                yield ROLES.finding(message, place, artefact=document.name)


def _misplaced(element: etree._Element) -> str:
    parent, tag, role = element.getparent(), str(element.tag), element.get("role") or ""
    if role == "listitem" and not any(one.get("role") == "list" or one.tag in ("ul", "ol") for one in _near(element)):
        return "an item (role=listitem) stands outside a list"
    if parent is None or role or is_decoration(parent):
        return ""
    around = str(parent.tag)
    if tag in _LISTS and around not in _LISTS[tag] and parent.get("role") not in ("list", "group"):
        return f"`<{tag}>` stands in `<{around}>`, expected in {_any_of(_LISTS[tag])}"
    if around in _IN_LISTS and tag not in (*_IN_LISTS[around], *_ANYWHERE) and not parent.get("role"):
        return f"`<{tag}>` stands in `<{around}>`, expected {_any_of(_IN_LISTS[around])} only"
    return ""


def _near(element: etree._Element) -> list[etree._Element]:
    return [one for one, _ in zip(element.iterancestors(), range(3), strict=False)]


def _any_of(tags: tuple[str, ...]) -> str:
    return " or ".join(f"`<{tag}>`" for tag in tags)
