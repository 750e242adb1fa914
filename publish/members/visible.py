"""Text that somebody else wrote, as it can be shown to a person."""


def visible(text: str) -> str:
    """*text* as it can be shown: nothing in it does anything to a terminal; at most 60 characters."""
    shown = "".join(one if one.isprintable() else f"\\u{{{ord(one):x}}}" for one in text[:61])
    return f"{shown[:60]}…" if len(text) > 60 else shown
