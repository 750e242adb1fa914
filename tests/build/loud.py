"""The same in capitals."""

from publish.edition import Artefact, Edition
from publish.theme import Theme


def render(edition: Edition, theme: Theme) -> tuple[Artefact, ...]:
    """The title in capitals."""
    return (Artefact("loud.txt", edition.title.upper().encode()),)
