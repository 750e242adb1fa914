"""Whatever happens in whatever order: nobody who said no is written to, and who is forgotten is nowhere."""

import datetime as dt
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from publish.database import open_database
from publish.members.audience import counts
from publish.members.bases import Basis
from publish.members.consent import verify
from publish.members.finding import asked
from publish.members.forget import forget
from publish.members.people import Fallback
from publish.members.suppression import Reason, lift, suppress_address
from publish.members.writing import writing
from tests.members.making import NOW, taken

_NAMES = tuple(f"{name}@ek.example" for name in ("zoran", "quentin"))
_SOMEBODY = st.sampled_from(_NAMES)
_STRENGTH = (Reason.BOUNCED, Reason.MANUAL, Reason.UNSUBSCRIBED, Reason.COMPLAINED, Reason.FORGOTTEN)


class Years(RuleBasedStateMachine):
    """Lists come, people leave, come back and are forgotten; a day passes with each."""

    @initialize()
    def begin(self) -> None:
        """Everybody is in a list."""
        self.root = Path(tempfile.mkdtemp())
        self.engine = open_database(self.root)
        self.day = 0
        self.agreed: dict[str, bool] = {}
        """Members, and whether they may be written to for all we know of their consent."""
        self.out: dict[str, Reason] = {}
        self.rows: set[str] = set()
        self.a_list_comes(list(_NAMES), agree=True)

    @property
    def now(self) -> dt.datetime:
        """The time, which passes."""
        return NOW + dt.timedelta(days=self.day)

    @rule(names=st.lists(_SOMEBODY, min_size=1, unique=True), agree=st.sampled_from((True, True, False)))
    def a_list_comes(self, names: list[str], *, agree: bool) -> None:
        self.day += 1
        fallback = Fallback(Basis.CONSENT, "a form", str(self.now.date())) if agree else Fallback()
        taken(
            self.root, "E-post\r\n" + "".join(f"{name.upper()}\r\n" for name in names), fallback=fallback, now=self.now
        )
        for name in names:
            if name not in self.out:
                self.agreed[name] = agree or self.agreed.get(name, False)
                self.rows.add(name)

    @rule(name=_SOMEBODY, reason=st.sampled_from(_STRENGTH[:4]))
    def somebody_is_suppressed(self, name: str, reason: Reason) -> None:
        self.day += 1
        with writing(self.engine) as connection:
            key = asked(self.root, name).key
            done = suppress_address(connection, key, reason, "told", int(self.now.timestamp()))
        before = self.out.get(name)
        assert done == (before is None or _STRENGTH.index(before) < _STRENGTH.index(reason))
        if done:
            self.out[name] = reason
            if name in self.agreed and reason is not Reason.BOUNCED:
                self.agreed[name] = False

    @rule(name=_SOMEBODY)
    def somebody_asks_to_come_back(self, name: str) -> None:
        self.day += 1
        with writing(self.engine) as connection:
            assert lift(connection, asked(self.root, name).key) == self.out.pop(name, None)

    @rule(name=_SOMEBODY)
    def somebody_is_forgotten(self, name: str) -> None:
        self.day += 1
        done = forget(self.root, self.engine, asked(self.root, name), int(self.now.timestamp()))
        assert done.was_member == (name in self.agreed)
        self.agreed.pop(name, None)
        self.out[name] = Reason.FORGOTTEN
        for file in (self.root / ".publish").glob("publish.db*"):
            assert name.encode() not in file.read_bytes().lower()

    @invariant()
    def an_edition_goes_to_who_agreed_and_to_nobody_else(self) -> None:
        with self.engine.connect() as connection:
            audience = counts(connection, ("sv",), "", 0)
            people = {row.address.lower() for row in connection.execute(audience.people)}
            chain = verify(connection)
        assert people == {name for name, agreed in self.agreed.items() if agreed and name not in self.out}
        assert audience.count == len(people)
        assert audience.members == len(self.rows)
        assert chain.broken == ()

    def teardown(self) -> None:
        """Nothing is left."""
        self.engine.dispose()
        shutil.rmtree(self.root)


TestYears = Years.TestCase
TestYears.settings = settings(
    max_examples=30, stateful_step_count=12, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
