"""
Other sites are asked politely, in time, and never inside a private network.

Servers here are real ones on this machine. The network as it is used refuses them; tests that want an answer allow
the one port they opened.
"""

import ipaddress
import json
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.check import Finding, Options, Subject
from publish.check.document import Document
from publish.check.links import outside
from publish.check.links.answer import Answer, Kind
from publish.check.links.asking import answers, ask
from publish.check.links.exchange import AGENT, PrivateError, UnusualError, request
from publish.check.links.memory import recall, remember
from publish.check.links.network import Network, UnknownHostError, is_public
from tests import made
from tests.check.corpus import TODAY, clean

NAME = "pages.stockholm.se"
ALL = Network()
"""As it is used."""


class Pages(BaseHTTPRequestHandler):
    """A site with a page for every way of answering."""

    seen: list[tuple[str, str, str]]

    def do_HEAD(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        self.seen.append((self.command, self.path, self.headers["User-Agent"]))
        if self.path.startswith("/to/"):
            _, _, status, where = self.path.split("/", 3)
            self._send(int(status), Location=unquote(where).replace("~", "/"))
        elif self.path == "/head-is-odd":
            self._send(405 if self.command == "HEAD" else 200)
        elif self.path.startswith("/200"):
            self._send(200)
        elif self.path == "/around":
            self._send(301, Location="/around")
        else:
            self._send(int(self.path.strip("/") or 200))

    def _send(self, status: int, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name of the one it overrides
        """Say nothing."""


@contextmanager
def site() -> Iterator[tuple[str, Network, list[tuple[str, str, str]]]]:
    """A running site: its address by name, a network that allows its port alone, and what it was asked."""
    seen: list[tuple[str, str, str]] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Pages,), {"seen": seen}))
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    port = server.server_address[1]
    try:
        yield f"http://{NAME}:{port}", local(port), seen
    finally:
        server.shutdown()
        server.server_close()


def local(*ports: int, seconds: float = 5.0, budget: float = 30.0) -> Network:
    """A network in which every name is this machine, and it may be asked at *ports*."""
    return Network(lambda _host, _port: ["127.0.0.1"], lambda _: True, frozenset(ports), seconds, budget)


@contextmanager
def talking(talk: Callable[[socket.socket], None]) -> Iterator[int]:
    """A server that says to each who connects what *talk* says."""
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=speak, args=(connection,), daemon=True).start()

    def speak(connection: socket.socket) -> None:
        with connection:
            try:
                connection.recv(4096)
                talk(connection)
            except OSError:
                return

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield listening.getsockname()[1]
    finally:
        listening.close()


# -- what is there ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/200", Kind.THERE),
        ("/204", Kind.THERE),
        ("/head-is-odd", Kind.THERE),
        ("/404", Kind.GONE),
        ("/410", Kind.GONE),
        ("/401", Kind.UNSURE),
        ("/403", Kind.UNSURE),
        ("/429", Kind.UNSURE),
        ("/500", Kind.UNSURE),
        ("/503", Kind.UNSURE),
        ("/999", Kind.UNSURE),
        ("/300", Kind.UNSURE),
        ("/to/302/~200", Kind.THERE),
        ("/to/302/~404", Kind.GONE),
        ("/to/301/~200", Kind.MOVED),
        ("/to/308/~200", Kind.MOVED),
        ("/around", Kind.UNSURE),
    ],
)
def test_an_answer_means_what_a_reader_would_find(path: str, kind: Kind) -> None:
    with site() as (address, network, _):
        assert ask(address + path, network).kind is kind


def test_a_move_for_good_is_told_as_far_as_it_is_for_good() -> None:
    with site() as (address, network, _):
        for_good = ask(f"{address}/to/301/~to~308~~200", network)
        for_now = ask(f"{address}/to/301/~to~302~~200", network)
        never = ask(f"{address}/to/302/~to~301~~200", network)

    assert for_good == Answer(Kind.MOVED, "200 OK", f"{address}/200")
    assert for_now == Answer(Kind.MOVED, "200 OK", f"{address}/to/302//200")
    assert never == Answer(Kind.THERE, "200 OK")


def test_a_site_is_asked_for_the_head_alone_and_told_who_asks() -> None:
    with site() as (address, network, seen):
        ask(f"{address}/200?a=b&c=%C3%A5", network)
        ask(f"{address}/404", network)

    assert (
        seen == [("HEAD", "/200?a=b&c=%C3%A5", AGENT), ("HEAD", "/404", AGENT), ("GET", "/404", AGENT)][:1] + seen[1:]
    )
    assert [(method, path) for method, path, _ in seen[1:]] == [("HEAD", "/404"), ("GET", "/404")]
    assert {agent for _, _, agent in seen} == {AGENT}


def test_a_move_is_followed_five_times_and_no_more() -> None:
    with site() as (address, network, seen):
        answer = ask(f"{address}/around", network)

    assert len(seen) == 6
    assert answer == Answer(Kind.UNSURE, "it sends one on more than 5 times")


def test_an_address_cannot_write_headers_of_its_own() -> None:
    with site() as (address, network, seen):
        ask(f"{address}/200%0d%0aX: y\r\nEvil: z HTTP/1.1", network)
        ask(f"{address}/to/302/~å ä~200", network)

    assert all("\r" not in path and " " not in path for _, path, _ in seen)
    assert len(seen) >= 2


# -- who is never asked -------------------------------------------------------------------------


def test_this_machine_is_never_asked_as_it_is_used() -> None:
    with site() as (address, _, seen):
        port = int(address.rpartition(":")[2])
        for host in ("127.0.0.1", "0x7f.1", "2130706433", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0", "127.1"):
            network = replace(ALL, ports=frozenset({port}))
            with pytest.raises((PrivateError, UnknownHostError)):
                request("HEAD", f"http://{host}:{port}/200", network)

    assert seen == []


def test_a_name_that_means_a_private_machine_is_not_asked() -> None:
    with site() as (address, _, seen):
        port = int(address.rpartition(":")[2])
        network = Network(lambda _host, _port: ["127.0.0.1"], ports=frozenset({port}))
        answer = ask(f"{address}/200", network)

    assert answer == Answer(Kind.PRIVATE, f"'{NAME}' is a machine of a private network (127.0.0.1)")
    assert seen == []


def test_one_private_number_among_public_ones_is_enough_to_refuse() -> None:
    network = Network(lambda _host, _port: ["1.1.1.1", "10.0.0.1"])

    assert ask("http://www.stockholm.se/", network).kind is Kind.PRIVATE


@pytest.mark.parametrize(
    "inside", ["http://127.0.0.1:{port}/200", "http://0x7f.1:{port}/200", "//[::ffff:127.0.0.1]:{port}/"]
)
def test_a_public_site_cannot_send_one_inside(inside: str) -> None:
    """The site's name is allowed; wherever it sends one is judged anew, by the rule as it is used."""
    with site() as (address, network, seen):
        port = int(address.rpartition(":")[2])
        where = inside.format(port=port)

        def resolve(host: str, at: int) -> list[str]:
            return ["127.0.0.1"] if host == NAME else list(ALL.resolve(host, at))

        first = iter([True])
        guarded = replace(network, resolve=resolve, allows=lambda number: next(first, False) or is_public(number))
        answer = ask(f"{address}/to/302/{where.replace('/', '~')}", guarded)

    assert answer.kind is Kind.PRIVATE
    assert len(seen) == 1


def test_the_number_that_was_judged_is_the_one_that_is_asked() -> None:
    """A name that means something else at the second look would be asked only if there were a second look."""
    looks: list[str] = []

    def resolve(host: str, _port: int) -> list[str]:
        looks.append(host)
        return ["127.0.0.1"] if len(looks) == 1 else ["127.0.0.2"]

    with site() as (address, network, seen):
        answer = request("HEAD", f"{address}/200", replace(network, resolve=resolve))

    assert (answer.status, looks, len(seen)) == (200, [NAME], 1)


@pytest.mark.parametrize(
    "address",
    [
        "http://www.stockholm.se:22/",
        "http://www.stockholm.se:8080/",
        "https://a@www.stockholm.se/",
        "ftp://www.stockholm.se/",
        "file:///etc/passwd",
        "http:///a",
        "http://[::1",
        "http://a..b/",
        "http://www.stockholm.se:port/",
        "",
    ],
)
def test_only_usual_addresses_are_asked(address: str) -> None:
    def never(_host: str, _port: int) -> list[str]:
        raise AssertionError

    with pytest.raises(UnusualError):
        request("HEAD", address, Network(never))


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.255.0.1", "0.0.0.0", "0.1.2.3",  # noqa: S104  # nothing is bound
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
        "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.0.9", "192.0.2.1", "198.18.0.1",
        "198.51.100.7", "203.0.113.9", "192.88.99.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "::ffff:0:10.0.0.1", "64:ff9b::10.0.0.1",
        "64:ff9b::8.8.8.8", "64:ff9b:1::1", "2002:7f00:1::", "2002:808:808::", "2001::1", "2001:db8::1", "100::1",
        "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "3fff::1", "5f00::1", "4000::1",
        "", "localhost", "1.2.3", "0x7f.1",
    ],
)  # fmt: skip
def test_private_numbers_are_known_in_every_wrapping(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", ["1.1.1.1", "8.8.8.8", "172.32.0.1", "192.0.1.1", "100.128.0.1", "2606:4700::1111"])
def test_public_numbers_are_asked(number: str) -> None:
    assert is_public(number)


@given(st.one_of(st.ip_addresses(v=4), st.ip_addresses(v=6)))
def test_what_the_library_takes_for_private_is_never_public(address: ipaddress.IPv4Address) -> None:
    if not address.is_global or address.is_multicast or address.is_reserved or address.is_link_local:
        assert not is_public(str(address))


# -- servers that mean no good ------------------------------------------------------------------


def drip(connection: socket.socket) -> None:
    """A slow-loris: an octet now and then, for ever."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X")
        time.sleep(0.05)


def flood(connection: socket.socket) -> None:
    """A head without end, in lines."""
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        connection.sendall(b"X-Header: y\r\n" * 500)


def one_long_line(connection: socket.socket) -> None:
    """A head without end, in one line."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        connection.sendall(b"y" * 8192)


def interim(connection: socket.socket) -> None:
    """An answer that is always about to come."""
    while True:
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


@pytest.mark.parametrize(
    "talk", [drip, flood, one_long_line, interim, lambda c: c.sendall(b"SSH-2.0-x\r\n"), lambda _: None]
)
def test_a_server_that_means_no_good_is_left_in_time(talk: Callable[[socket.socket], None]) -> None:
    with talking(talk) as port:
        begin = time.monotonic()
        answer = ask(f"http://{NAME}:{port}/", local(port, seconds=0.5))
        took = time.monotonic() - begin

    assert answer.kind is Kind.UNSURE
    assert took < 3


def test_a_body_without_end_is_not_read() -> None:
    sent: list[int] = []

    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 404 Not Found\r\n\r\n")
        while True:
            sent.append(connection.send(b"x" * 65536))

    with talking(pour) as port:
        answer = ask(f"http://{NAME}:{port}/", local(port))

    assert answer.kind is Kind.GONE
    assert sum(sent) < 20_000_000


def test_a_resolver_that_never_answers_is_left_in_time() -> None:
    def wait(_host: str, _port: int) -> list[str]:
        time.sleep(5)
        return []

    begin = time.monotonic()
    answer = ask("http://www.stockholm.se/", Network(wait, seconds=0.3))

    assert answer == Answer(Kind.UNSURE, "no answer in time")
    assert time.monotonic() - begin < 2


def test_a_machine_that_refuses_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

    assert ask(f"http://{NAME}:{port}/", local(port)) == Answer(Kind.UNREACHABLE, "the machine refuses the connection")


def test_a_name_that_nobody_has_is_unreachable() -> None:
    def unknown(_host: str, _port: int) -> list[str]:
        raise UnknownHostError

    assert ask("http://www.stokholm.se/", Network(unknown)) == Answer(Kind.UNREACHABLE, "no machine has that name")


def test_a_resolver_that_is_away_says_nothing_about_the_link() -> None:
    def away(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    assert ask("http://www.stockholm.se/", Network(away)).kind is Kind.UNSURE


def test_a_server_without_a_secure_connection_is_unreachable() -> None:
    with talking(lambda connection: connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")) as port:
        answer = ask(f"https://{NAME}:{port}/", local(port))

    assert answer == Answer(Kind.UNREACHABLE, "it has no secure connection")


def test_a_certificate_of_ones_own_making_is_not_believed(tmp_path: Path) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(_certificate(tmp_path))

    def secure(connection: socket.socket) -> None:
        with context.wrap_socket(connection, server_side=True):
            pass

    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        connection, _ = listening.accept()
        try:
            secure(connection)
        except OSError:
            connection.close()

    threading.Thread(target=serve, daemon=True).start()
    with listening:
        port = listening.getsockname()[1]
        answer = ask(f"https://{NAME}:{port}/", local(port))

    assert answer.kind is Kind.UNREACHABLE
    assert answer.detail.startswith("its certificate is not valid (")


def _certificate(folder: Path) -> Path:
    """A key and a certificate for our name that nobody has signed."""
    import datetime as dt

    x509 = pytest.importorskip("cryptography.x509")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)])
    begin = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    builder = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    builder = builder.serial_number(1).not_valid_before(begin).not_valid_after(begin + dt.timedelta(days=20_000))
    signed = builder.sign(key, hashes.SHA256())
    file = folder / "site.pem"
    encoding = serialization.Encoding.PEM
    private = key.private_bytes(encoding, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file.write_bytes(private + signed.public_bytes(encoding))
    return file


# -- many at once -------------------------------------------------------------------------------


def test_a_host_that_is_silent_is_not_asked_again() -> None:
    asked: list[str] = []

    def unknown(host: str, _port: int) -> list[str]:
        asked.append(host)
        raise UnknownHostError

    found = answers([f"http://a.stockholm.se/{number}" for number in range(9)], Network(unknown))

    assert asked == ["a.stockholm.se"]
    assert {answer.kind for answer in found.values()} == {Kind.UNREACHABLE}


def test_hosts_are_asked_side_by_side_but_no_more_than_eight() -> None:
    now, most = [0], [0]
    lock = threading.Lock()

    def slow(_host: str, _port: int) -> list[str]:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        time.sleep(0.1)
        with lock:
            now[0] -= 1
        raise UnknownHostError

    begin = time.monotonic()
    found = answers([f"http://a{number}.stockholm.se/" for number in range(16)], Network(slow))

    assert len(found) == 16
    assert most[0] <= 8
    assert time.monotonic() - begin < 1.2


def test_when_the_time_is_over_the_rest_is_not_asked() -> None:
    found = answers(["http://a.stockholm.se/", "http://b.stockholm.se/"], local(80, budget=-1))

    assert set(found.values()) == {Answer(Kind.UNSURE, "there was no time left to ask")}


# -- the memory ---------------------------------------------------------------------------------

GOOD = {"https://a.se/": Answer(Kind.THERE, "200 OK"), "https://b.se/": Answer(Kind.MOVED, "200 OK", "https://c.se/")}
BAD = {"https://d.se/": Answer(Kind.GONE, "404 Not Found"), "https://e.se/": Answer(Kind.UNSURE, "503")}


def test_what_is_there_is_remembered_for_the_day_and_what_is_wrong_is_asked_again(tmp_path: Path) -> None:
    remember(tmp_path / "new", TODAY, {**GOOD, **BAD})

    assert recall(tmp_path / "new", TODAY) == GOOD
    assert recall(tmp_path / "new", TODAY.replace(day=24)) == {}
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["links.json"]


def test_what_was_remembered_before_stays(tmp_path: Path) -> None:
    for address, answer in GOOD.items():
        remember(tmp_path, TODAY, {address: answer})

    assert recall(tmp_path, TODAY) == GOOD


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"answers": []}', '{"answers": {"a": 1}}', "[" * 100_000, "\xff"])
def test_a_broken_memory_is_forgotten(content: str, tmp_path: Path) -> None:
    (tmp_path / "links.json").write_text(content, "latin-1")

    assert recall(tmp_path, TODAY) == {}
    remember(tmp_path, TODAY, GOOD)
    assert recall(tmp_path, TODAY) == GOOD


def test_without_a_folder_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    remember(None, TODAY, GOOD)
    remember(tmp_path / "file" / "below", TODAY, GOOD)

    assert recall(None, TODAY) == recall(tmp_path / "file" / "below", TODAY) == {}


# -- what is told -------------------------------------------------------------------------------


def linking(*addresses: str, online: bool = True, cache: Path | None = None) -> tuple[Subject, tuple[Document, ...]]:
    """The clean page with more links, and what of it is looked at."""
    whole = clean(made.FIRST, "sv", ("web",))
    more = "".join(f'<a href="{address}">dit</a>' for address in addresses)
    html = whole.files["web"]["index.html"].replace(b"</body>", f"{more}</body>".encode())
    files = {"web": {**whole.files["web"], "index.html": html}}
    subject = replace(whole, files=files, options=Options(TODAY, online=online, cache=cache))
    return subject, subject.documents


def test_nobody_is_asked_unless_it_is_wished() -> None:
    def never(_host: str, _port: int) -> list[str]:
        raise AssertionError

    assert list(outside.check(*linking("https://www.stockholm.se/", online=False), Network(never))) == []


def test_own_pages_placeholders_and_the_way_out_are_not_asked() -> None:
    def never(_host: str, _port: int) -> list[str]:
        raise AssertionError

    whole = clean(made.FIRST, "sv", ("web",)).theme.workspace.settings
    addresses = (
        f"{whole.base_url}/2026-05-12-varbrevet/sv/",
        f"{whole.mail['sv'].unsubscribe_url}?who=7",
        "https://www.example.com/",
        "https://printer.local/",
        "http://10.0.0.1/",
        "mailto:a@stockholm.se",
        "https://[::1",
    )

    assert list(outside.check(*linking(*addresses), Network(never))) == []


def test_each_way_to_be_wrong_is_told_once(tmp_path: Path) -> None:
    with site() as (address, network, seen):
        subject = linking(
            f"{address}/200#a", f"{address}/200#b", f"{address}/404", f"{address}/503", f"{address}/403",
            f"{address}/to/301/~200", cache=tmp_path,
        )  # fmt: skip
        found = sorted(outside.check(*subject, network), key=lambda finding: finding.code)
        asked = len(seen)
        again = sorted(outside.check(*subject, network), key=lambda finding: finding.code)

    assert [(f.code, f.severity) for f in found] == [("C720", "degrades"), ("C722", "cosmetic"), ("C723", "cosmetic")]
    assert found[1].message.startswith("2 link(s) to other sites could not be checked")
    assert found[2].hint == f"write {address}/200"
    assert again == found
    # A 404, a 503 and a 403 are asked again, by HEAD and by GET; what was there, or has moved, is not.
    assert len(seen) - asked == 6


def test_a_private_name_is_told_and_remembered_by_nobody(tmp_path: Path) -> None:
    network = Network(lambda _host, _port: ["192.168.0.7"])

    found: list[Finding] = list(outside.check(*linking("https://intranet.stockholm.se/", cache=tmp_path), network))

    assert [finding.code for finding in found] == ["C724"]
    assert "192.168.0.7" in found[0].message
    assert not (tmp_path / "links.json").exists() or not json.loads((tmp_path / "links.json").read_text())["answers"]
