"""What lies on a server is judged as a folder is, as far as one can see from outside; and no server harms us."""

import json
import shutil
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publish.archive import Archive, keys, remote
from publish.archive.manifest import LARGEST
from publish.archive.remote import Patience, _list_of, reading
from publish.archive.remote.address import address_of
from publish.archive.remote.server import CONNECTIONS
from publish.archive.site import write_site
from publish.archive.verify import Verified, verify, verify_from
from publish.problems import ArchiveError, Place
from tests.archive.making import EDITION, opened
from tests.archive.serving import Fault, Handler, answering, serving, write_certificate
from tests.archive.site.conftest import served
from tests.archive.test_verify import OTHER, TAMPERINGS, sealed_once  # noqa: F401  # a fixture

PAGE = f"/{EDITION}/1/en/index.html"
LETTER = f"/{OTHER}/1/en/newsletter.txt"
UNSEEN = {
    "a file is added",
    "a hidden file is added",
    "a file is added in a new folder",
    "a file becomes a link",
    "a manifest is a link",
    "a seal is copied as another version",
    "a seal was never finished",
}
"""What only the folder shows."""
OTHERWISE = {
    "a seal is removed from the middle": ("E710", f"{OTHER}/1/manifest.json"),
    "the first version is removed": ("E710", f"{EDITION}/1/manifest.json"),
}
"""What is found elsewhere than in the folder: the list of seals still names it."""


@pytest.fixture(scope="session")
def shown(sealed_once: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:  # noqa: F811
    """The archive of three seals with its site, in a folder by itself. Nobody may change anything in it."""
    root = tmp_path_factory.mktemp("shown") / "workspace"
    shutil.copytree(sealed_once, root)
    write_site(root)
    return root / "dist" / "archive"


@pytest.fixture
def root(shown: Path, tmp_path: Path) -> Path:
    """A copy of it that a test may spoil."""
    copy = tmp_path / "archive"
    shutil.copytree(shown, copy)
    opened(copy)
    return copy


def look(url: str, patience: Patience | None = None, *, public_key: str = "", last: str = "") -> Verified:
    with reading(url, patience) as origin:
        return verify_from(origin, public_key=public_key, last=last)


def faulty(folder: Path, faults: Mapping[str, Fault], patience: Patience | None = None) -> list[tuple[str, str]]:
    """Codes and places below the address of what is found if a server misbehaves."""
    with serving(folder, faults) as server:
        return [(p.code, p.place.path.removeprefix(server.url)) for p in look(server.url, patience).problems]


def test_what_nobody_touched_is_as_it_was_sealed(shown: Path) -> None:
    with serving(shown) as server:
        found = look(server.url)

    here = verify(Archive(shown))
    assert found.problems == ()
    assert (found.files, found.size) == (here.files, here.size)
    assert [seal.sha256 for seal in found.seals] == [seal.sha256 for seal in here.seals]


def test_it_may_stand_anywhere_on_a_host_and_be_named_by_its_list(shown: Path, tmp_path: Path) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "utgåvor").symlink_to(shown)

    with serving(tmp_path) as server:
        for end in ("some/utgåvor", "some/utgåvor/", "some/utgåvor/seals.json", "some/utg%C3%A5vor/"):
            assert look(f"{server.url}{end}").problems == ()


def test_few_connections_are_kept_and_used_again(shown: Path) -> None:
    with serving(shown) as server:
        found = look(server.url)

    assert len(server.seen.paths) > found.files
    assert server.seen.connections <= CONNECTIONS + 1  # this one hangs up after "no such file"


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found_at_its_file_as_far_as_one_can_see(root: Path, name: str) -> None:
    tamper, code, path = TAMPERINGS[name]
    tamper(root)
    code, path = OTHERWISE.get(name, (code, path))

    with serving(root) as server:
        found = look(server.url)

    told = {(problem.code, problem.place.path) for problem in found.problems}
    if name in UNSEEN:
        assert told == set()
    else:
        assert (code, f"{server.url}{path}") in told, found.problems


def test_all_that_was_changed_is_told_in_one_run(root: Path) -> None:
    for path in ("1/en/index.html", "1/en/newsletter.txt", "2/en/index.html"):
        (root / EDITION / path).write_bytes((root / EDITION / path).read_bytes() + b"x")

    with serving(root) as server:
        assert [problem.code for problem in look(server.url).problems] == ["E716"] * 3


def test_who_knows_the_key_finds_what_another_has_signed(shown: Path, tmp_path: Path) -> None:
    strange = keys.generate(tmp_path / "strange.key", "strange.key").public

    with serving(shown) as server:
        assert [problem.code for problem in look(server.url, public_key=strange).problems] == ["E718"] * 3


def test_who_wrote_down_the_last_hash_finds_that_the_newest_seal_is_hidden(root: Path) -> None:
    last = verify(Archive(root)).seals[-1].sha256
    listed = json.loads((root / "seals.json").read_bytes())

    with serving(root) as server:
        assert look(server.url, last=last).problems == ()
        (root / "seals.json").write_text(json.dumps({**listed, "seals": listed["seals"][:-1]}), encoding="utf-8")
        assert look(server.url).problems == ()
        assert [problem.code for problem in look(server.url, last=last).problems] == ["E729"]
    shutil.rmtree(root / EDITION / "2")
    assert [problem.code for problem in verify(Archive(root), last=last).problems] == ["E729"]


def test_a_hash_that_was_written_down_before_newer_seals_came_is_still_good(shown: Path) -> None:
    for seal in verify(Archive(shown)).seals:
        assert verify(Archive(shown), last=seal.sha256).problems == ()


def test_a_manifest_that_the_list_does_not_name_is_told(root: Path) -> None:
    text = (root / "seals.json").read_text(encoding="utf-8")
    last = verify(Archive(root)).seals[-1].sha256
    (root / "seals.json").write_text(text.replace(last, "0" * 64), encoding="utf-8")

    assert faulty(root, {}) == [("E728", f"{EDITION}/2/manifest.json")]


def test_a_list_without_a_seal_breaks_the_chain(root: Path) -> None:
    tree = json.loads((root / "seals.json").read_bytes())
    del tree["seals"][1]
    (root / "seals.json").write_text(json.dumps(tree), encoding="utf-8")

    assert ("E713", f"{EDITION}/2/manifest.json") in faulty(root, {})


# What a server may do


def cut_off(handler: Handler) -> None:
    handler.answer(200, b"a part", Content_Length="1000")
    handler.close_connection = True


def cut_off_in_a_chunk(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"100\r\nnot so many")
    handler.close_connection = True


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while not handler.seen.over.is_set():
        handler.wfile.write(b"x" * 65_536)
        handler.seen.sent += 65_536


def silent(handler: Handler) -> None:
    handler.seen.over.wait()


def dripping(handler: Handler) -> None:
    """One byte after the other, so that each read is answered."""
    handler.send_response(200)
    handler.send_header("Connection", "close")
    handler.end_headers()
    while not handler.seen.over.wait(0.01):
        handler.wfile.write(b"x")


def dripping_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while not handler.seen.over.wait(0.01):
        handler.wfile.write(b"x")


def says(status: int, data: bytes = b"", **headers: str) -> Fault:
    return lambda handler: handler.answer(status, data, **headers)


def sends_on(to: str, status: int = 302) -> Fault:
    return says(status, b"<p>moved", Location=to)


def hangs_up(handler: Handler) -> None:
    handler.close_connection = True


IMPATIENT = Patience(silence=0.3)
AT_A_PAGE: dict[str, tuple[Fault, str]] = {
    "it has an error": (says(500, b"<h1>Error"), "E723"),
    "it refuses": (says(403), "E723"),
    "it sends a part of the file": (says(206, b"<p>"), "E723"),
    "it says that nothing has changed": (says(304), "E723"),
    "it has packed the file": (says(200, b"\x1f\x8b", Content_Encoding="gzip"), "E723"),
    "it has no such file": (says(404, b"<h1>Not here"), "E715"),
    "it has no such file any more": (says(410), "E715"),
    "it shows a page in its place": (says(200, b"<!doctype html><title>Welcome"), "E716"),
    "the file is empty": (says(200), "E716"),
    "the file is longer": (says(200, b"x" * 100_000), "E716"),
    "the answer is cut off": (cut_off, "E726"),
    "the answer is cut off in a chunk": (cut_off_in_a_chunk, "E726"),
    "the answer has no end": (endless, "E716"),
    "it sends one to itself": (sends_on(PAGE), "E724"),
    "it sends one to another host": (sends_on("http://localhost/"), "E724"),
    "it sends one to another port": (sends_on("http://127.0.0.1:1/"), "E724"),
    "it sends one to another scheme": (sends_on("https://127.0.0.1/"), "E724"),
    "it sends one to a file": (sends_on("file:///etc/passwd"), "E724"),
    "it sends one with a password": (sends_on("//me:secret@127.0.0.1/"), "E724"),
    "it sends one to no address": (sends_on("http://[/"), "E724"),
    "it sends one nowhere": (says(302), "E724"),
}


@pytest.mark.parametrize("name", AT_A_PAGE)
def test_whatever_a_server_does_with_a_file_is_one_problem_there(shown: Path, name: str) -> None:
    fault, code = AT_A_PAGE[name]

    assert faulty(shown, {PAGE: fault}) == [(code, PAGE[1:])]


ENDS: dict[str, tuple[Fault, str]] = {
    "it says nothing": (silent, "E725"),
    "it sends one byte after the other": (dripping, "E725"),
    "it sends one byte of a header after the other": (dripping_headers, "E725"),
    "it hangs up": (hangs_up, "E722"),
}


@pytest.mark.parametrize("path", ["/seals.json", f"/{EDITION}/1/manifest.json", f"/{OTHER}/1/manifest.sig", PAGE])
@pytest.mark.parametrize("name", ENDS)
def test_a_server_that_gives_nothing_more_is_one_problem_and_asked_no_more(shown: Path, name: str, path: str) -> None:
    fault, code = ENDS[name]

    assert faulty(shown, {path: fault}, IMPATIENT) == [(code, "")]


def test_an_answer_without_end_is_not_read_for_long(shown: Path) -> None:
    with serving(shown, {PAGE: endless}) as server:
        look(server.url)
        assert server.seen.sent < 20_000_000  # what fits between two sockets


def test_everything_together_may_take_only_so_long(shown: Path) -> None:
    with serving(shown, {PAGE: silent}) as server:
        found = look(server.url, Patience(total=0.3))

    assert [problem.code for problem in found.problems] == ["E725"]
    assert found.problems[0].hint == "`--within MINUTES` waits longer"


def test_a_server_that_fails_again_and_again_is_not_asked_for_ever(shown: Path) -> None:
    def fails(handler: Handler) -> None:
        if handler.path.endswith(("seals.json", "manifest.json", "manifest.sig")):
            super(Handler, handler).do_GET()
        else:
            handler.answer(503)

    with serving(shown, {"*": fails}) as server:
        found = look(server.url)

    assert [problem.code for problem in found.problems] == ["E723"] * 20
    assert len([path for path in server.seen.paths if "/en/" in path]) < 20 + CONNECTIONS


def test_a_host_may_send_one_on_within_itself(shown: Path) -> None:
    faults = {PAGE: sends_on("./?page", 308), PAGE.removesuffix("index.html") + "?page": sends_on("again.html")}
    again = PAGE.replace("index.html", "again.html")
    faults[again] = says(200, (shown / PAGE[1:]).read_bytes())

    assert faulty(shown, faults) == []


def test_five_moves_are_followed_and_no_sixth(shown: Path) -> None:
    steps = [PAGE, *(f"/step-{number}" for number in range(1, 7))]
    faults = {here: sends_on(there) for here, there in pairwise(steps)}
    page = says(200, (shown / PAGE[1:]).read_bytes())

    assert faulty(shown, {**faults, "/step-5": page}) == []
    assert faulty(shown, {**faults, "/step-6": page}) == [("E724", PAGE[1:])]


def test_nobody_else_is_asked(shown: Path) -> None:
    with serving(shown) as other:
        elsewhere = other.url.replace("127.0.0.1", "localhost")
        assert faulty(shown, {PAGE: sends_on(f"{elsewhere}{PAGE[1:]}")}) == [("E724", PAGE[1:])]
        assert other.seen.paths == []


def test_a_server_that_closes_kept_connections_is_asked_again(shown: Path) -> None:
    def then_closes(handler: Handler) -> None:
        super(Handler, handler).do_GET()
        handler.close_connection = len(handler.seen.paths) % 3 == 0

    assert faulty(shown, {"*": then_closes}) == []


def test_a_server_of_the_old_kind_is_good_enough(shown: Path) -> None:
    def old(handler: Handler) -> None:
        handler.protocol_version = "HTTP/1.0"
        super(Handler, handler).do_GET()

    assert faulty(shown, {"*": old}) == []


LISTS: dict[str, tuple[Fault, str]] = {
    "there is none": (says(404), "E723"),
    "there is a page": (says(200, b"\n<!doctype html><title>Welcome"), "E727"),
    "it is empty": (says(200), "E727"),
    "it is no JSON": (says(200, b"{"), "E727"),
    "it is deep": (says(200, b"[" * 100_000), "E727"),
    "it is something else": (says(200, b'{"layout": "publish-seals-2", "seals": []}'), "E727"),
    "it is very large": (says(200, Content_Length=str(LARGEST + 1)), "E727"),
    "it has no end": (endless, "E727"),
    "it is cut off": (cut_off, "E726"),
}


@pytest.mark.parametrize("name", LISTS)
def test_what_is_no_list_of_seals_is_one_problem(shown: Path, name: str) -> None:
    fault, code = LISTS[name]

    assert faulty(shown, {"/seals.json": fault}) == [(code, "seals.json")]


def test_a_manifest_that_is_too_large_is_not_read(shown: Path) -> None:
    fault = says(200, Content_Length=str(LARGEST + 1))

    assert faulty(shown, {f"/{OTHER}/1/manifest.json": fault}) == [("E711", f"{OTHER}/1/manifest.json")]


def test_manifests_that_together_are_too_large_are_not_all_kept(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote, "_ALL_MANIFESTS", 1000)

    assert faulty(shown, {}) == [("E727", "")]


def test_the_server_that_shows_the_site_on_this_computer_is_good_enough(shown: Path) -> None:
    with served(shown.parents[1]) as address:
        assert look(address).problems == ()


def test_an_empty_list_is_an_empty_archive(tmp_path: Path) -> None:
    (tmp_path / "seals.json").write_text('{"layout": "publish-seals-1", "seals": []}', encoding="utf-8")

    assert faulty(tmp_path, {}) == []


def test_nothing_that_a_terminal_obeys_comes_from_a_server(shown: Path) -> None:
    bad = "\x1b]0;owned\x07"
    with serving(shown, {PAGE: sends_on(f"http://{bad}.example/"), LETTER: says(200, Content_Encoding=bad)}) as server:
        found = look(server.url)

    assert [problem.code for problem in found.problems] == ["E724", "E723"]
    assert all(str(problem).replace("\n", "").isprintable() for problem in found.problems)


@pytest.mark.parametrize("data", [b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/9 what\r\n\r\n", b"\x00" * 100])
def test_what_is_not_http_is_one_problem(data: bytes) -> None:
    with answering(data) as url:
        assert [problem.code for problem in look(url).problems] == ["E726"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.binary(max_size=200).map(lambda data: b"HTTP/1.1 200 OK\r\n" + data))
def test_any_bytes_from_a_server_are_at_most_problems(data: bytes) -> None:
    with answering(data) as url:
        codes = [problem.code for problem in look(url, IMPATIENT).problems]

    assert len(codes) == 1
    assert codes[0] in {"E722", "E723", "E724", "E726", "E727"}


def test_a_server_that_is_away_is_one_problem() -> None:
    with answering(b"") as url:
        pass

    assert [problem.code for problem in look(url).problems] == ["E722"]
    assert [problem.code for problem in look("http://nowhere.invalid/").problems] == ["E722"]


def test_a_secure_server_is_believed_if_its_certificate_is(
    shown: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = tmp_path / "certificate.pem"
    write_certificate(certificate)

    with serving(shown, certificate=certificate) as server:
        strange = look(server.url)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        known = look(server.url)
        wrong = look(server.url.replace("127.0.0.1", "localhost"))
        plain = look(server.url.replace("https:", "http:"))

    assert [(p.code, "certificate" in p.message) for p in strange.problems] == [("E722", True)]
    assert known.problems == ()
    assert [(p.code, "certificate" in p.message) for p in wrong.problems] == [("E722", True)]
    assert [problem.code for problem in plain.problems] == ["E722"]


# Addresses


@pytest.mark.parametrize(
    "text",
    ["ftp://example.org/", "file:///etc/passwd", "https://", "https:///a", "http://[::1/", "http://a:b/", "javascript://a",
     "https://me:secret@example.org/", "https://example.org/?a", "https://example.org/#a", f"https://{'a' * 70}.org/"],
)  # fmt: skip
def test_what_cannot_be_asked_is_refused(text: str) -> None:
    with pytest.raises(ArchiveError) as caught:
        address_of(text)

    assert [problem.code for problem in caught.value.problems] == ["E721"]
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org", "https://example.org/a%20b"),
        ("https://EXAMPLE.org:443/x/", "https://example.org/x/a%20b"),
        ("http://example.org:8000/x/seals.json", "http://example.org:8000/x/a%20b"),
        ("https://räksmörgås.example/å/", "https://xn--rksmrgs-5wao1o.example/%C3%A5/a%20b"),
        ("http://[::1]:80/", "http://[::1]/a%20b"),
    ],
)
def test_an_address_may_be_typed_as_people_do(text: str, expected: str) -> None:
    assert address_of(text).of("a b") == expected


@given(st.text() | st.from_regex(r"\A(https?|file|x)://[^/]{0,20}(/.{0,20})?"))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        found = address_of(text)
    except ArchiveError as error:
        assert error.problems[0].code == "E721"  # noqa: PT017
        assert str(error.problems[0].place).isprintable()  # noqa: PT017
    else:
        assert found.of("x").isascii()


@given(st.binary() | st.recursive(st.none() | st.text() | st.integers(), st.lists).map(json.dumps).map(str.encode))
def test_any_bytes_are_a_list_of_seals_or_a_problem(data: bytes) -> None:
    try:
        _list_of(data, Place("seals.json"))
    except ArchiveError as error:
        assert [problem.code for problem in error.problems] == ["E727"]  # noqa: PT017


ENTRY = {
    "number": 1,
    "edition": EDITION,
    "version": 1,
    "sealed": "2026-11-23T08:00:00Z",
    "manifest": f"{EDITION}/1/manifest.json",
    "sha256": "0" * 64,
}
BAD_ENTRIES: dict[str, list[dict[str, object]]] = {
    "leads elsewhere": [{**ENTRY, "manifest": "../manifest.json"}],
    "is of another": [{**ENTRY, "manifest": f"{OTHER}/1/manifest.json"}],
    "has a bad name": [{**ENTRY, "edition": "../../etc", "manifest": "../../etc/1/manifest.json"}],
    "has a bad hash": [{**ENTRY, "sha256": "0"}],
    "has more in it": [{**ENTRY, "\x1b[2J": 1}],
    "stands twice": [ENTRY, {**ENTRY, "number": 2}],
}


@pytest.mark.parametrize("name", BAD_ENTRIES)
def test_an_entry_of_the_list_that_is_wrong_is_told(name: str) -> None:
    data = json.dumps({"layout": "publish-seals-1", "seals": BAD_ENTRIES[name]}).encode()

    with pytest.raises(ArchiveError) as caught:
        _list_of(data, Place("seals.json"))

    assert [problem.code for problem in caught.value.problems] == ["E727"]
    assert str(caught.value).replace("\n", "").isprintable()
