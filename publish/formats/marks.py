"""
Marks that stand in a letter for what differs between its readers: a closed list, `%%name%%`.

They are replaced as a letter is composed for somebody (`mail.message`), and taken out where it is shown to anybody.
"""

import re

PERSONAL = ("first_name", "name", "company")
"""What is known of a member."""
VIEW = "view_url"
"""The edition's public page."""
UNSUBSCRIBE = "unsubscribe_url"
"""Where the reader leaves the list."""
FIELDS = (*PERSONAL, VIEW, UNSUBSCRIBE)
_PERSONAL = re.compile(rf"[ \u00a0]?%%(?:{'|'.join(PERSONAL)})%%")


def mark(field: str) -> str:
    """As it is written in a letter."""
    return f"%%{field}%%"


MARKS = tuple(map(mark, FIELDS))


def for_anybody(letter: str, address: str) -> str:
    """A *letter* that is nobody's own: no names in it, and *address* for every link that would be its reader's."""
    return _PERSONAL.sub("", letter).replace(mark(VIEW), address).replace(mark(UNSUBSCRIBE), address)
