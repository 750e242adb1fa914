"""Which way a language is written."""

_LEFTWARD = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})


def is_leftward(language: str) -> bool:
    """Whether a language is written from right to left."""
    return language.partition("-")[0] in _LEFTWARD
