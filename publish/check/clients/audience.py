"""
Whose mail programs count, and for how much.

The stock shares are an assumption of ours, in round numbers, for a list of readers at companies, authorities
and at home. They come from no survey. Who knows their own readers writes their shares into `checks.yml`.
"""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from publish.check.clients.facts import facts
from publish.problems import did_you_mean

WORD = "outlook.windows"
"""Classic Outlook, which draws letters with Word and reads conditional comments."""

STOCK: Mapping[str, float] = MappingProxyType(
    {
        "apple-mail.ios": 32,
        "gmail.desktop-webmail": 14,
        "outlook.windows": 12,
        "apple-mail.macos": 8,
        "gmail.android": 8,
        "outlook.outlook-com": 8,
        "gmail.ios": 6,
        "outlook.ios": 3,
        "outlook.android": 2,
        "outlook.macos": 2,
        "gmail.mobile-webmail": 1,
        "samsung-email.android": 1,
        "thunderbird.macos": 1,
        "yahoo.desktop-webmail": 1,
        "yahoo.android": 0.5,
        "yahoo.ios": 0.5,
    }
)
"""Per cent of the readers."""

_FAMILIES = {
    "aol": "AOL",
    "apple-mail": "Apple Mail",
    "fastmail": "Fastmail",
    "free-fr": "Free.fr",
    "gmail": "Gmail",
    "gmx": "GMX",
    "hey": "HEY",
    "ionos-1and1": "IONOS",
    "laposte": "La Poste",
    "mail-ru": "Mail.ru",
    "protonmail": "Proton Mail",
    "samsung-email": "Samsung Email",
    "sfr": "SFR",
    "t-online-de": "T-Online",
    "web-de": "WEB.DE",
    "wp-pl": "WP.pl",
    "yahoo": "Yahoo Mail",
}
_PLATFORMS = {
    "android": "on Android",
    "desktop-webmail": "on the web",
    "ios": "on iOS",
    "macos": "on macOS",
    "mobile-webmail": "in a phone's browser",
    "windows": "on Windows",
}
_TITLES = {
    "outlook.windows": "classic Outlook",
    "outlook.windows-mail": "Windows Mail",
    "outlook.outlook-com": "Outlook.com and new Outlook",
    "thunderbird.macos": "Thunderbird",
}


def known_clients() -> tuple[str, ...]:
    """Every name that a person may give: of clients, like `outlook.windows`, and of their families, like `gmail`."""
    clients = facts().clients
    return tuple(sorted({*clients, *(client.partition(".")[0] for client in clients)}))


def unknown(names: Iterable[str]) -> dict[str, str]:
    """Those of *names* that are none of ours, each with a hint."""
    known = known_clients()
    return {name: did_you_mean(name, known) for name in names if name not in known}


def title(client: str) -> str:
    """What people call a client: `Gmail on Android`."""
    family, _, platform = client.partition(".")
    name = f"{_FAMILIES.get(family, family.title())} {_PLATFORMS.get(platform, platform)}"
    return _TITLES.get(client, name.strip())


def shares(audience: Mapping[str, float], clients: Iterable[str] = ()) -> dict[str, float]:
    """
    Per cent of the readers that each client has, 100 in all.

    *audience* may name families, whose share goes to their clients as in the stock; empty, it is the stock.
    With *clients*, or families, only those count; who has no share among them counts like the smallest.
    Names that nobody knows count for nothing.
    """
    every = _by_client(audience) or dict(STOCK)
    wanted = [client for name in clients for client in _members(name)]
    if wanted:
        least = min((share for share in every.values() if share > 0), default=1.0)
        every = {client: every.get(client) or least for client in dict.fromkeys(wanted)}
    whole = sum(every.values())
    return {client: 100 * share / whole for client, share in every.items() if share > 0} if whole > 0 else {}


def _by_client(audience: Mapping[str, float]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, share in audience.items():
        members = _members(name)
        weights = {client: STOCK.get(client, 0.0) for client in members}
        whole = sum(weights.values())
        for client in members:
            part = weights[client] / whole if whole else 1 / len(members)
            found[client] = found.get(client, 0.0) + max(share, 0.0) * part
    return found


def _members(name: str) -> tuple[str, ...]:
    """The clients of a family, or the one client of that name."""
    clients = facts().clients
    if name in clients:
        return (name,)
    return tuple(client for client in clients if client.startswith(f"{name}."))
