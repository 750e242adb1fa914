"""A PostgreSQL server serves what the file serves, and whatever happens to it, nobody gets two letters unforeseen."""

import asyncio
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from click.testing import CliRunner
from sqlalchemy import Engine, Pool, event, insert, select, text

from publish.cli import main
from publish.database import FILE, open_database, tables
from publish.database.migrations import _ONE_AT_A_TIME
from publish.mail.ledger import Ledger, Result, Row, Writer
from publish.mail.ledger.writer import Execute
from publish.mail.outcome import Phase, Receipt, State
from publish.mail.transport import transport
from publish.members.writing import writing
from publish.problems import MemberError
from publish.send.freeze import Wish, freeze
from publish.send.lock import only_sender
from publish.send.loop import Sender
from publish.send.pace import Limits, Pace
from publish.send.ready import ready
from publish.send.resolve import How, resolve
from publish.send.run import Run, approve
from publish.send.sends import all_sends
from publish.send.status import status
from publish.send.steps import Step
from tests.archive.making import EDITION, sealed, write_edition
from tests.database.postgresql import PASSWORD, QUOTED, Server, programs
from tests.mail.sending import PATIENT
from tests.members.making import ANNA, BO
from tests.send.killed import compose
from tests.send.making import FROZEN, addresses, made, states
from tests.send.sink import Sink
from tests.send.test_loop import Seen

ROOT = Path(__file__).parents[2]
T = TypeVar("T")
TAKEN = Receipt(State.ACCEPTED, Phase.DOT, 250, "2.0.0", "Ok")
NOBODY = Receipt(State.REJECTED, Phase.RCPT, 550, "5.1.1", "no such user")
LIST = f"""\
E-post;Namn;Språk;Samtycke;Källa;Datum;Samtyckestext
{ANNA};Åsa Öberg 🌊;sv;ja;Årsmötet;2024-05-02;hemliga ord
{BO};Bo;en;ja;Webben;2024-05-03;
ceci@ek.example;Ceci;sv;;;;
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server, for all tests of this file."""
    bin_ = programs()
    if bin_ is None:
        pytest.skip("PostgreSQL is not installed (Debian: postgresql)")
    with Server(bin_) as running:
        yield running


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """A command leaves it to the system to close its connections; here there are many commands in one process."""
    opened: list[psycopg.Connection[Any]] = []

    def note(connection: Any, _record: object) -> None:
        if isinstance(connection, psycopg.Connection):
            opened.append(connection)

    event.listen(Pool, "connect", note)
    yield
    event.remove(Pool, "connect", note)
    for connection in opened:
        connection.close()


@pytest.fixture
def address(server: Server, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database of the server, which the program is told to use."""
    found = server.database()
    monkeypatch.setenv("PUBLISH_DATABASE", found)
    return found


def _called(root: Path, *arguments: str, code: int = 0) -> str:
    """What `publish` says in the workspace *root*."""
    before = Path.cwd()
    os.chdir(root)
    try:
        result = CliRunner(env={"COLUMNS": "200"}).invoke(main, arguments, prog_name="publish")
    finally:
        os.chdir(before)
    assert result.exit_code == code, (result.output, result.exception)
    return result.output


def _with(engine: Engine, work: Callable[[Ledger], Awaitable[T]]) -> T:
    async def run() -> T:
        return await work(Ledger(writer, 1, lambda: 1000.0))

    with Writer(engine) as writer:
        return asyncio.run(run())


def _rows(engine: Engine) -> str:
    """All that the tables of members and letters hold, as text."""
    with engine.connect() as connection:
        return "\n".join(
            str(row) for table in tables.metadata.sorted_tables for row in connection.execute(select(table))
        )


def test_the_steps_lead_to_the_tables_that_the_program_knows(address: str, tmp_path: Path) -> None:
    engine = open_database(tmp_path)

    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []
    assert not (tmp_path / FILE).exists()


def test_two_computers_that_are_the_first_make_the_tables_one_after_the_other(
    address: str, server: Server, tmp_path: Path
) -> None:
    waiting = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
    with closing(server.admin(address.rpartition("/")[2])) as first, ThreadPoolExecutor() as other:
        first.execute("select pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        second = other.submit(open_database, tmp_path)
        while not second.done() and first.execute(waiting).fetchone() == (0,):
            pass
        assert not second.done()
        first.execute("select pg_advisory_unlock_all()")

    with second.result().connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), tables.metadata) == []


@pytest.mark.parametrize(("name", "value"), [("synchronous_commit", "on"), ("lock_timeout", "10s")])
def test_a_commit_is_on_the_servers_disk_and_nobody_waits_for_ever(
    address: str, tmp_path: Path, name: str, value: str
) -> None:
    """The server of these tests is set otherwise."""
    with open_database(tmp_path).connect() as connection:
        assert connection.scalar(text(f"show {name}")) == value


def test_members_are_taken_in_listed_put_into_segments_suppressed_proven_and_forgotten(
    address: str, workspace: Path
) -> None:
    (workspace / "m.csv").write_text(LIST, encoding="utf-8")

    first = _called(workspace, "members", "import", "m.csv", "--yes")
    again = _called(workspace, "members", "import", "m.csv", "--yes")
    _called(workspace, "members", "segment", "styrelsen", "--add", ANNA)
    _called(workspace, "members", "suppress", BO)
    listed = _called(workspace, "members", "list")
    found = _called(workspace, "members", "list", "--search", "ÖBERG")
    group = _called(workspace, "members", "list", "--segment", "styrelsen")
    proof = _called(workspace, "members", "prove", ANNA)
    _called(workspace, "members", "export", ".publish/ut.csv")

    assert "new         3" in first
    assert "unchanged   3" in again or "suppressed" in again
    assert "3 members" in listed
    assert "never written to: manual 1" in listed
    assert ANNA in found
    assert "1 member\n" in found
    assert ANNA in group
    assert "hemliga ord" in proof
    assert "Åsa Öberg 🌊" in (workspace / ".publish" / "ut.csv").read_text(encoding="utf-8-sig")

    engine = open_database(workspace)
    assert all(word in _rows(engine) for word in (ANNA, "Åsa Öberg", "hemliga ord"))
    _called(workspace, "members", "forget", ANNA, "--yes")
    assert [
        word for word in (ANNA, "Åsa", "Öberg", "hemliga ord", "Årsmötet", "styrelsen") if word in _rows(engine)
    ] == []
    assert "forgotten" in _called(workspace, "members", "prove", ANNA)
    assert "new         0" in _called(workspace, "members", "import", "m.csv", "--yes", code=1)


def test_an_edition_is_frozen_sent_once_and_told_in_sums_that_add_up(address: str, workspace: Path) -> None:
    write_edition(workspace)
    sealed(workspace)
    (workspace / "m.csv").write_text(LIST, encoding="utf-8")
    _called(workspace, "members", "import", "m.csv", "--yes")

    assert _called(workspace, "status").startswith("nothing was sent yet")
    wrong = _called(workspace, "send", EDITION, "--confirm", "3", code=1)
    done = _called(workspace, "send", EDITION, "--confirm", "2")
    again = _called(workspace, "send", EDITION, "--confirm", "2")
    (workspace / "m.csv").write_text(f"{LIST}ny@ek.example;Ny;sv;ja;Webben;2026-01-01;\n", encoding="utf-8")
    _called(workspace, "members", "import", "m.csv", "--yes")
    _called(workspace, "send", EDITION, "--confirm", "1")

    assert wrong.endswith("nothing was sent\n")
    assert done.endswith("audience 2 = accepted 2 + rejected 0 + deferred 0 + uncertain 0 + suppressed 0\n")
    assert "everybody who may get it has it" in again
    assert len(list((workspace / ".publish" / "outbox").glob("*.eml"))) == 3
    assert "accepted 1 " in _called(workspace, "status")
    assert EDITION in _called(workspace, "members", "show", ANNA)


def test_the_steps_of_many_connections_are_all_on_the_server_when_they_are_answered(
    address: str, tmp_path: Path
) -> None:
    engine = made(tmp_path, addresses(200))

    async def work(ledger: Ledger) -> Counter[str]:
        rows = await ledger.queued(0, 200)
        lanes = [rows[lane::20] for lane in range(20)]

        async def send(lane: list[Row]) -> None:
            await ledger.step((), lane[0])
            for row, then in zip(lane, [*lane[1:], None], strict=True):
                assert await ledger.step([Result(row, NOBODY if row.number % 10 == 0 else TAKEN)], then)

        await asyncio.gather(*map(send, lanes))
        return Counter(states(engine).values())

    assert _with(engine, work) == {"accepted": 180, "rejected": 20}


def test_what_a_dead_process_left_is_uncertain_and_decided_once(address: str, tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(3))

    async def died(ledger: Ledger) -> None:
        one, two, _ = await ledger.queued(0, 3)
        await ledger.step((), one)
        await ledger.step([Result(one, TAKEN)], two)

    async def after(ledger: Ledger) -> tuple[int, int, list[int]]:
        left, again = await ledger.recover(), await ledger.recover()
        rows = await ledger.uncertain()
        await ledger.resolve(rows[0], taken=True)
        await ledger.resolve(rows[0], taken=False)
        return left, again, [row.number for row in rows]

    _with(engine, died)

    assert _with(engine, after) == (1, 0, [2])
    assert states(engine) == {1: "accepted", 2: "accepted", 3: "queued"}


def test_a_deferred_row_comes_back_and_a_dead_address_is_suppressed(address: str, tmp_path: Path) -> None:
    engine = made(tmp_path, addresses(2))

    async def work(ledger: Ledger) -> tuple[int | None, list[int], dict[State, int]]:
        one, two = await ledger.queued(0, 2)
        await ledger.step([Result(one, Receipt(State.DEFERRED, Phase.RCPT, 451, "4.7.1", "greylisted"), due=900)], None)
        await ledger.step([Result(two, NOBODY, is_dead=True)], None)
        await ledger.step([Result(two, NOBODY, is_dead=True)], None)
        due, rows, counts = await ledger.next_due(), await ledger.due(10), await ledger.counts()
        await ledger.again(rows, tried=False)
        await ledger.end()
        return due, [row.attempts for row in rows], {state: count for state, count in counts.items() if count}

    assert _with(engine, work) == (900, [1], {State.DEFERRED: 1, State.REJECTED: 1})
    with engine.connect() as connection:
        (out,) = connection.execute(tables.suppression.select())
    assert (out.reason, out.evidence) == ("bounced", "550 5.1.1 no such user")


def test_a_connection_that_is_cut_in_the_middle_of_a_step_leaves_no_half_step(
    address: str, server: Server, tmp_path: Path
) -> None:
    engine = made(tmp_path, addresses(2))

    async def work(ledger: Ledger) -> bool:
        one, two = await ledger.queued(0, 2)

        def half(execute: Execute) -> None:
            assert execute("update delivery set state = 'in-flight' where number = :number", {"number": one.number})[1]
            assert server.cut(engine.url.database or "")
            execute("update delivery set state = 'in-flight' where number = :number", {"number": two.number})

        with pytest.raises(MemberError, match="E880"):
            await ledger.writer.run(half)
        assert states(engine) == {1: "queued", 2: "queued"}
        return await ledger.step((), one)

    assert _with(engine, work)
    assert states(engine) == {1: "in-flight", 2: "queued"}


def test_a_ledger_whose_server_is_away_says_so_and_nobody_waits_for_an_answer(tmp_path: Path, server: Server) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PUBLISH_DATABASE", server.database())
        engine = made(tmp_path, addresses(1))
        server.stop()
        try:
            with pytest.raises(MemberError, match="E880") as error:
                _with(engine, Ledger.recover)
        finally:
            server.start()

        assert _with(engine, Ledger.recover) == 0
    assert PASSWORD not in str(error.value)
    assert "sommar" not in str(error.value)


@pytest.mark.parametrize("connections", [1, 5])
def test_who_loses_the_server_while_sending_skips_nobody_and_names_every_possible_copy(
    address: str, server: Server, tmp_path: Path, connections: int
) -> None:
    people = addresses(300)
    engine = made(tmp_path, people)

    class Cutting:
        left = 40

        def at(self, step: Step, row: Row | None) -> None:  # noqa: ARG002
            if step is Step.INTENDED:
                self.left -= 1
                if self.left == 0:
                    server.cut(engine.url.database or "")

        def judged(self, result: Result) -> None:
            pass

    async def send(port: int) -> None:
        relay = transport(f"smtp://127.0.0.1:{port}", tmp_path, limits=PATIENT)
        with Writer(engine) as writer:
            ledger = Ledger(writer, 1, lambda: FROZEN)
            await ledger.recover()
            await resolve(ledger, How.RESEND, lambda row: compose(row).message_id)
            pace = Pace(Limits(connections=connections))
            await Sender(ledger, relay, compose, pace, cutting, FROZEN, connections).run()

    cutting = Cutting()
    with Sink() as sink:
        with pytest.raises(MemberError, match="E880"):
            asyncio.run(send(sink.port))
        asyncio.run(send(sink.port))

    assert set(sink.taken) == set(people)
    assert set(states(engine).values()) == {"accepted"}
    assert sink.copies - len(people) <= connections
    assert {number for number, at in enumerate(people, 1) if at in sink.twice} <= _doubted(engine)


def test_a_server_that_stops_while_an_edition_is_sent_stops_the_send_which_goes_on_later(
    address: str, server: Server, workspace: Path
) -> None:
    write_edition(workspace)
    sealed(workspace)
    people = "".join(f"m{n}@ek.example;M;sv;ja;Webben;2026-01-01;\n" for n in range(400))
    (workspace / "m.csv").write_text(LIST + people, encoding="utf-8")
    _called(workspace, "members", "import", "m.csv", "--yes")

    with Sink(answers_after=0.005) as sink:
        again = ("send", EDITION, "--via", f"smtp://127.0.0.1:{sink.port}")
        command = [sys.executable, "-m", "publish", *again, "--confirm", "402"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        with subprocess.Popen(command, cwd=workspace, env=environment, text=True, stdout=-1, stderr=-1) as process:
            while len(sink.taken) < 20 and process.poll() is None:
                pass
            server.stop()
            _, errors = process.communicate(timeout=60)
        server.start()
        told = _called(workspace, "status", code=1)
        done = _called(workspace, *again, "--resolve", "resend")

    assert process.returncode == 1
    assert "error[E880]: the ledger cannot be written: " in errors
    assert "Traceback" not in errors
    _holds_no_password(errors)
    assert "audience 402 = " in told
    assert done.endswith("audience 402 = accepted 402 + rejected 0 + deferred 0 + uncertain 0 + suppressed 0\n")
    assert len(sink.taken) == 402


def test_a_server_that_is_lost_when_all_is_sent_is_told_as_well(address: str, server: Server, workspace: Path) -> None:
    write_edition(workspace)
    sealed(workspace)
    (workspace / "m.csv").write_text(LIST, encoding="utf-8")
    _called(workspace, "members", "import", "m.csv", "--yes")
    found = ready(workspace, EDITION, "outbox:")
    wish = Wish(found.sealed, tuple(found.letters), "", "outbox:", 1, 1)
    send = freeze(found.engine, wish, 2, lambda connection, send: approve(found, connection, send))

    @event.listens_for(found.engine, "before_cursor_execute")
    def lose(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("DELETE FROM pace"):  # what was learnt of providers is written at the end
            server.cut(found.engine.url.database or "")

    with pytest.raises(MemberError, match="E880"):
        asyncio.run(Run(found, send, Seen()).carry_out())

    assert set(states(found.engine).values()) == {"accepted"}


def test_an_audience_is_frozen_as_it_was_at_one_moment(address: str, workspace: Path) -> None:
    write_edition(workspace)
    (workspace / "m.csv").write_text(LIST, encoding="utf-8")
    _called(workspace, "members", "import", "m.csv", "--yes")
    (workspace / "m.csv").write_text(f"{LIST}ny@ek.example;Ny;sv;ja;Webben;2026-01-01;\n", encoding="utf-8")
    engine, arrived = open_database(workspace), list[str]()

    @event.listens_for(engine, "after_cursor_execute")
    def arrive(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if "GROUP BY" in statement and not arrived:  # the audience was counted, and is about to be selected
            arrived.append(_called(workspace, "members", "import", "m.csv", "--yes"))

    send = freeze(engine, Wish(sealed(workspace), ("sv", "en"), "", "outbox:", 1, 1), 2, lambda *_: "")

    assert "new         1" in arrived[0]
    assert (len(states(engine)), send.excluded) == (2, {"no consent": 1})


def test_a_rehearsal_needs_the_file_and_says_so(address: str, workspace: Path) -> None:
    write_edition(workspace)
    sealed(workspace)

    assert "error[E892]" in _called(workspace, "send", EDITION, "--rehearsal", code=1)


def _doubted(engine: Engine) -> set[int]:
    with engine.connect() as connection:
        return set(connection.scalars(select(tables.doubt.c.delivery)))


def _start(root: Path, sink: Sink, *death: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.send.killed", str(root), str(sink.port), "3", *death]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("step", [Step.INTENDED, Step.DELIVERED, Step.RECORDED])
def test_who_dies_while_sending_skips_nobody_and_names_every_possible_copy(
    address: str, tmp_path: Path, step: Step
) -> None:
    people = addresses(60)
    engine = made(tmp_path, people)

    with Sink() as sink:
        died = _start(tmp_path, sink, step, "20")
        died.communicate(timeout=60)
        with engine.connect() as connection:
            (send,) = all_sends(connection)
            meanwhile = status(connection, send, FROZEN)
        end = _start(tmp_path, sink)
        said, errors = end.communicate(timeout=60)

    assert (died.returncode, said.split()) == (-signal.SIGKILL, ["ready", "done"]), errors
    assert meanwhile.audience == len(people)
    assert 0 < meanwhile.left < len(people)
    assert set(sink.taken) == set(people)
    assert set(states(engine).values()) == {"accepted"}
    assert sink.copies - len(people) <= 3
    assert {number for number, at in enumerate(people, 1) if at in sink.twice} <= _doubted(engine)


def test_who_leaves_the_list_while_others_get_theirs_gets_none(address: str, tmp_path: Path) -> None:
    people = addresses(6)
    engine = made(tmp_path, people)

    async def work(ledger: Ledger) -> list[bool]:
        rows = await ledger.queued(0, 6)
        with engine.begin() as connection:
            key = connection.scalar(select(tables.member.c.key).where(tables.member.c.number == 5))
            connection.execute(insert(tables.suppression).values(key=key, reason="unsubscribed", since=1))
        return [await ledger.step((), row) for row in rows]

    assert _with(engine, work) == [True, True, True, True, False, True]
    assert states(engine)[5] == "suppressed"


def test_two_computers_do_not_send_at_once(address: str, tmp_path: Path) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()

    with only_sender(here), pytest.raises(MemberError, match="E883") as error, only_sender(there):
        pytest.fail("both send")
    with only_sender(there):
        pass

    assert "another computer sends already" in str(error.value)


def test_who_imports_while_somebody_else_does_is_told_so(address: str, workspace: Path) -> None:
    engine = open_database(workspace)
    event.listen(engine, "connect", lambda driver, _: driver.execute("set lock_timeout = '50ms'"))
    engine.pool.dispose()

    with writing(open_database(workspace)), pytest.raises(MemberError, match="E821"), writing(engine):
        pytest.fail("both write")


def test_a_change_that_loses_the_server_is_not_half_done(address: str, server: Server, workspace: Path) -> None:
    engine = open_database(workspace)

    def change() -> None:
        row = {"key": b"k" * 32, "reason": "manual", "since": 1}
        with writing(engine) as connection:
            connection.execute(insert(tables.suppression).values(row))
            assert server.cut(engine.url.database or "")
            connection.execute(insert(tables.suppression).values(row | {"key": b"l" * 32}))

    with pytest.raises(MemberError, match="E827"):
        change()

    with engine.connect() as connection:
        assert connection.execute(tables.suppression.select()).all() == []


def test_what_the_server_tells_of_a_row_is_not_passed_on(address: str, tmp_path: Path) -> None:
    """The details of a refusal quote the whole row."""
    engine = made(tmp_path, addresses(1))

    async def work(ledger: Ledger) -> None:
        with pytest.raises(MemberError, match="E880") as error:
            await ledger.writer.run(lambda execute: execute("update delivery set state = 'lost'", {}))
        assert "violates check constraint" in str(error.value)
        assert addresses(1)[0] not in str(error.value)

    _with(engine, work)


def test_a_server_that_is_away_is_told_with_words_that_help_and_without_the_password(
    address: str, server: Server, workspace: Path
) -> None:
    server.stop()
    try:
        said = _called(workspace, "members", "list", code=1)
    finally:
        server.start()

    assert "PUBLISH_DATABASE: error[E805]: the database cannot be opened: " in said
    assert "hint: is the server there" in said
    _holds_no_password(said)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (QUOTED, "sommar%40wrong", "password authentication failed"),
        (QUOTED, PASSWORD, "found more than one @"),
        ("publish:", "stranger:", "password authentication failed"),
        ("/members", "/nowhere", "does not exist"),
        ("127.0.0.1", "no-such-host.invalid", "no-such-host.invalid"),
        ("127.0.0.1:", "127.0.0.1:port", "expected an address like"),
        ("postgresql", "mysql", "another kind of database"),
        ("/members", "?sslmode=sommar&dbname=", "sslmode"),
        ("/members", "?unknown=option&dbname=", "unknown"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_the_password(  # noqa: PLR0917
    address: str, workspace: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, said: str
) -> None:
    monkeypatch.setenv("PUBLISH_DATABASE", address.replace(before, after, 1))

    found = _called(workspace, "members", "list", code=1)

    assert "PUBLISH_DATABASE: error[E805]: " in found
    assert said in found
    assert "haga" not in found
    assert "Traceback" not in found


def _holds_no_password(said: str) -> None:
    assert [part for part in (PASSWORD, QUOTED, "sommar", "haga") if part in said] == []


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII"])
def test_a_database_that_cannot_hold_all_names_is_refused(
    server: Server, workspace: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    found = server.database(f"encoding '{encoding}' locale 'C' template template0")
    monkeypatch.setenv("PUBLISH_DATABASE", found)

    said = _called(workspace, "members", "list", code=1)

    assert f"expected the encoding UTF8, found {encoding}" in said


def test_who_does_not_own_the_database_is_told_how_to_make_one(
    server: Server, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = server.database()
    name = found.rpartition("/")[2]
    with closing(server.admin()) as admin:
        admin.execute(f"alter database {name} owner to admin")
    monkeypatch.setenv("PUBLISH_DATABASE", found)

    said = _called(workspace, "members", "list", code=1)

    assert "permission denied" in said
    assert "createdb --owner" in said
    _holds_no_password(said)
