"""
The success criteria that our rules cite: WCAG 2.2 (W3C Recommendation, 5 October 2023) and EN 301 549 V3.2.1.

EN 301 549 takes over WCAG 2.1: for web pages in clause 9, for documents such as letters and PDF files in
clause 10, under the same numbers. What WCAG 2.2 added is not in it.
"""

_CRITERIA = {
    "1.1.1": ("Non-text Content", "A"),
    "1.2.1": ("Audio-only and Video-only (Prerecorded)", "A"),
    "1.3.1": ("Info and Relationships", "A"),
    "1.3.2": ("Meaningful Sequence", "A"),
    "1.3.3": ("Sensory Characteristics", "A"),
    "1.3.4": ("Orientation", "AA"),
    "1.4.1": ("Use of Color", "A"),
    "1.4.3": ("Contrast (Minimum)", "AA"),
    "1.4.4": ("Resize Text", "AA"),
    "1.4.5": ("Images of Text", "AA"),
    "1.4.10": ("Reflow", "AA"),
    "1.4.11": ("Non-text Contrast", "AA"),
    "1.4.12": ("Text Spacing", "AA"),
    "2.1.1": ("Keyboard", "A"),
    "2.2.2": ("Pause, Stop, Hide", "A"),
    "2.4.1": ("Bypass Blocks", "A"),
    "2.4.2": ("Page Titled", "A"),
    "2.4.3": ("Focus Order", "A"),
    "2.4.4": ("Link Purpose (In Context)", "A"),
    "2.4.5": ("Multiple Ways", "AA"),
    "2.4.6": ("Headings and Labels", "AA"),
    "2.4.7": ("Focus Visible", "AA"),
    "2.5.3": ("Label in Name", "A"),
    "2.5.8": ("Target Size (Minimum)", "AA"),
    "3.1.1": ("Language of Page", "A"),
    "3.1.2": ("Language of Parts", "AA"),
    "3.2.4": ("Consistent Identification", "AA"),
    "4.1.2": ("Name, Role, Value", "A"),
}
_NEW = frozenset({"2.4.11", "2.5.7", "2.5.8", "3.2.6", "3.3.7", "3.3.8"})
"""In WCAG 2.2 and not in 2.1."""
_WEB_ONLY = frozenset({"2.4.1", "2.4.5", "3.2.3", "3.2.4"})
"""EN 301 549 asks these of web pages alone: its clause 10 leaves them out for documents."""
NUMBERS = frozenset(_CRITERIA)


def clauses(number: str, artefact: str = "") -> tuple[str, ...]:
    """
    A success criterion in both standards; *artefact* decides between web page and document.

    Raises:
        KeyError: if *number* is none of those that are known here.
    """
    name, level = _CRITERIA[number]
    is_page = artefact == "index.html"
    found = [f"WCAG 2.2, {number} {name} ({level})"]
    if number not in _NEW and (is_page or number not in _WEB_ONLY):
        found.append(f"EN 301 549 V3.2.1, {9 if is_page or not artefact else 10}.{number}")
    return tuple(found)
