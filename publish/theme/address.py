"""Where an edition is published."""

from dataclasses import dataclass
from urllib.parse import quote


@dataclass(frozen=True, slots=True)
class Address:
    """The web addresses of one edition in one language."""

    folder: str
    """Ends in `/`."""

    @property
    def page(self) -> str:
        """The web page."""
        return self.folder

    @property
    def brochure(self) -> str:
        """The PDF."""
        return self.file("brochure.pdf")

    @property
    def card(self) -> str:
        """The picture that a link to the page is shown with."""
        return self.file("card.png")

    def file(self, name: str) -> str:
        """Any other file of the edition, like `mail/cover.png`."""
        return self.folder + quote(name)
