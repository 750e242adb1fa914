"""
Who runs the mail of the domains that many people have: what one of them says of our pace holds for all its domains.

Any other domain stands for itself. Which server a domain really has is the relay's to know.
"""

from collections.abc import Mapping

PROVIDERS: Mapping[str, tuple[str, ...]] = {
    "google": ("gmail.com", "googlemail.com"),
    "microsoft": (
        "outlook.com", "hotmail.com", "hotmail.se", "live.com", "live.se", "msn.com", "outlook.se", "passport.com",
    ),
    "yahoo": ("yahoo.com", "yahoo.se", "ymail.com", "rocketmail.com", "aol.com"),
    "apple": ("icloud.com", "me.com", "mac.com"),
    "telia": ("telia.com", "home.se"),
    "tele2": ("tele2.se", "comhem.se", "swipnet.se"),
    "telenor": ("telenor.se", "bredband.net"),
}  # fmt: skip
"""The domains of each."""
