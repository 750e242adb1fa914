"""Lists of tags, as the records of DKIM and DMARC hold them (RFC 6376, 3.2; RFC 7489, 6.4)."""


def read_tags(text: str) -> dict[str, str] | None:
    """Each tag's value, in the order written; None if it is no such list, or a tag stands twice."""
    tags: dict[str, str] = {}
    for piece in text.strip().removesuffix(";").split(";"):
        name, equals, value = piece.partition("=")
        if not equals or not name.strip() or name.strip() in tags:
            return None
        tags[name.strip()] = value.strip()
    return tags
