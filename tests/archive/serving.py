"""A real server on this computer that shows a folder, and misbehaves where a test wants it to."""

import datetime as dt
import ipaddress
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, BaseServer, ThreadingTCPServer
from typing import ClassVar

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat


@dataclass
class Seen:
    """What a server has seen."""

    paths: list[str] = field(default_factory=list)
    hosts: list[str] = field(default_factory=list)
    connections: int = 0
    sent: int = 0
    """Bytes of bodies without end."""
    over: threading.Event = field(default_factory=threading.Event)
    """The test is; nobody needs to wait any more."""


class Handler(SimpleHTTPRequestHandler):
    """Shows the folder; at the paths in `faults`, it does what stands there."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    faults: ClassVar[Mapping[str, "Fault"]] = {}
    seen: ClassVar[Seen]

    def setup(self) -> None:
        self.seen.connections += 1
        super().setup()

    def do_GET(self) -> None:
        self.seen.paths.append(self.path)
        self.seen.hosts.append(self.headers.get("Host", ""))
        fault = self.faults.get(self.path) or self.faults.get("*")
        if fault:
            fault(self)
        else:
            super().do_GET()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Say nothing."""

    def answer(self, status: int, data: bytes = b"", **headers: str) -> None:
        """Send *data*, with its length if the *headers* do not tell another."""
        self.send_response(status)
        for name, value in {"Content_Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)


Fault = Callable[[Handler], None]


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Who is asked by somebody that hangs up says nothing of it."""


@dataclass(frozen=True)
class Serving:
    """A server that runs."""

    url: str
    seen: Seen


@contextmanager
def serving(
    folder: Path, faults: Mapping[str, Fault] | None = None, *, certificate: Path | None = None
) -> Iterator[Serving]:
    """Show *folder* on 127.0.0.1, securely if there is a *certificate*."""
    seen = Seen()
    kind = type("Faulty", (Handler,), {"faults": faults or {}, "seen": seen})

    def handler(*arguments: object) -> Handler:
        return kind(*arguments, directory=str(folder))  # type: ignore[no-any-return]

    http = _Quiet(("127.0.0.1", 0), handler)
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        http.socket = context.wrap_socket(http.socket, server_side=True, do_handshake_on_connect=False)
    with _running(http):
        try:
            yield Serving(f"{'https' if certificate else 'http'}://127.0.0.1:{http.server_port}/", seen)
        finally:
            seen.over.set()


@contextmanager
def answering(data: bytes) -> Iterator[str]:
    """A server that answers whatever it is asked with the same bytes, HTTP or not, and hangs up."""

    class Answer(BaseRequestHandler):
        def handle(self) -> None:
            if self.request.recv(4096):
                self.request.sendall(data)

    class Quiet(ThreadingTCPServer):
        daemon_threads = True

        def handle_error(self, request: object, client_address: object) -> None:
            """As above."""

    with Quiet(("127.0.0.1", 0), Answer) as server, _running(server):
        yield f"http://127.0.0.1:{server.server_address[1]}/"


@contextmanager
def _running(server: BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def write_certificate(file: Path) -> None:
    """A certificate for 127.0.0.1 that nobody else vouches for, and its key."""
    key, name = Ed25519PrivateKey.generate(), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "here")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, None)
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
