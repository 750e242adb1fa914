"""
When the next letter may leave: so many a second through the relay, and no more to a provider than it bears.

A provider that says that we are too fast (4.7.28 and its like) is left alone for ten minutes, then gets one letter at
a time, and one more at a time after each ten it has taken, as Google asks. One that turns several away in a row for
another reason is left alone for a while, for twice as long each time.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

_BURST = 0.1
"""Seconds that a bucket saves up: more would be a jolt for the server."""
REST = 600.0
"""Seconds that a provider is left alone after it said that we are too fast (Google, answer 81126)."""
_WHOLE = 1 - 1e-6
"""A letter's worth: what is added up in parts never quite gets there."""
_IN_A_ROW = 5
_SHORT_REST = 60.0
_LONGEST_REST = 3600.0
_STEP = 10
"""Letters that are taken before a provider gets one more at a time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast at most; 0 stands for as fast as it goes."""

    per_second: float = 0
    per_minute: float = 0
    connections: int = 4


PRESETS: Mapping[str, Limits] = {
    "smtp.office365.com": Limits(per_minute=30, connections=3),  # Exchange Online limits, SMTP AUTH
}
"""By the relay's host."""


@dataclass(slots=True)
class _Bucket:
    rate: float
    """A second."""
    saved: float
    changed: float

    def wait(self, now: float) -> float:
        most = max(1.0, self.rate * _BURST)
        # A clock that goes back gives nothing and takes nothing.
        self.saved = min(most, self.saved + max(0.0, now - self.changed) * self.rate)
        self.changed = now
        return 0.0 if self.saved >= _WHOLE else (1 - self.saved) / self.rate


@dataclass(slots=True)
class Provider:
    """What is remembered of one provider."""

    rest_until: float = 0.0
    at_a_time: int = 0
    """Letters under way; 0: as many as there are connections."""
    under_way: int = 0
    turned_away: int = 0
    """In a row."""
    rests: int = 0
    taken: int = 0
    """Since it got one more at a time."""


@dataclass(slots=True)
class Pace:
    """Asked before each letter, told after each. *clock* never goes back."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    providers: dict[str, Provider] = field(default_factory=dict)
    learnt: "Callable[[Pace], None]" = lambda _: None
    """Called whenever a provider has to be left alone: it is to be known also by the next run."""
    _buckets: list[_Bucket] = field(default_factory=list)

    def __post_init__(self) -> None:
        rates = (self.limits.per_second, self.limits.per_minute / 60)
        now = self.clock()
        self._buckets = [_Bucket(rate, min(1.0, rate), now) for rate in rates if rate]

    def relay_wait(self) -> float:
        """Seconds until a letter may leave at all."""
        now = self.clock()
        return max((bucket.wait(now) for bucket in self._buckets), default=0.0)

    def provider_wait(self, provider: str) -> float:
        """Seconds until one may go to *provider*; infinite until another letter to it has been answered."""
        known = self.providers.get(provider)
        if not known:
            return 0.0
        if known.at_a_time and known.under_way >= known.at_a_time:
            return float("inf")
        return max(0.0, known.rest_until - self.clock())

    def take(self, provider: str) -> None:
        """A letter leaves."""
        for bucket in self._buckets:
            bucket.saved -= 1
        self.providers.setdefault(provider, Provider()).under_way += 1

    def put_back(self, provider: str) -> None:
        """It did not leave, or nobody knows what came of it."""
        self.providers[provider].under_way -= 1

    def accepted(self, provider: str) -> None:
        """The server has taken it."""
        known = self.providers[provider]
        known.under_way -= 1
        known.turned_away = known.rests = 0
        if known.at_a_time:
            known.taken += 1
            if known.taken >= _STEP:
                known.taken = 0
                known.at_a_time += 1

    def turned_away(self, provider: str, *, too_fast: bool) -> None:
        """The server will not have it now."""
        known = self.providers[provider]
        known.under_way -= 1
        known.turned_away += 1
        now = self.clock()
        if too_fast:
            known.rest_until, known.at_a_time, known.taken = now + REST, 1, 0
            self.learnt(self)
        elif known.turned_away % _IN_A_ROW == 0:
            known.rest_until = now + min(_LONGEST_REST, _SHORT_REST * 2**known.rests)
            known.rests += 1
            self.learnt(self)

    def rejected(self, provider: str) -> None:
        """The recipient was refused for good, which says nothing about our pace."""
        self.providers[provider].under_way -= 1
