"""Servers on this computer that say what a test tells them: a DNS, a relay, a site over https."""

import datetime as dt
import http.server
import ipaddress
import socket
import socketserver
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

Zone = Mapping[tuple[str, str], tuple[str, ...]]
"""Records by name and type, as a zone's file writes them. The type `!` stands for what goes wrong with the name."""


class _Answering(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        data, sock = self.request
        question = dns.message.from_wire(data)
        zone: Zone = self.server.zone  # type: ignore[attr-defined]
        answer = answer_to(question, zone)
        if answer is not None:
            sock.sendto(answer.to_wire(), self.client_address)


def answer_to(question: dns.message.Message, zone: Zone) -> dns.message.Message | None:
    """What the zone says; None for silence."""
    answer = dns.message.make_response(question)
    answer.flags |= dns.flags.RA
    asked = question.question[0]
    name, kind = asked.name.to_text().rstrip(".").lower(), dns.rdatatype.to_text(asked.rdtype)
    fault = zone.get((name, "!"), ("",))[0]
    if fault == "silence":
        return None
    if fault:
        answer.set_rcode(dns.rcode.from_text(fault))
        return answer
    for _ in range(8):
        alias = zone.get((name, "CNAME"))
        if not alias:
            break
        answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", "CNAME", *alias))
        name = alias[0].rstrip(".")
    if records := zone.get((name, kind)):
        answer.answer.append(dns.rrset.from_text(f"{name}.", 60, "IN", kind, *records))
    elif name and not any(known == name for known, _ in zone):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer


@contextmanager
def dns_server(zone: Zone) -> Iterator[str]:
    """The address and port of a DNS server with *zone*."""
    with socketserver.UDPServer(("127.0.0.1", 0), _Answering) as server:
        server.zone = zone  # type: ignore[attr-defined]
        with _serving(server):
            yield f"127.0.0.1:{server.server_address[1]}"


@contextmanager
def _serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()


def certificate(folder: Path, *names: str) -> Path:
    """A certificate that signs itself, for *names* (or addresses), and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, names[0])])
    now = dt.datetime.now(dt.UTC)
    built = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([_general(one) for one in names]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{names[0]}.pem"
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(pem + built.public_bytes(Encoding.PEM))
    return file


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def serving_context(file: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port: int = sock.getsockname()[1]
        return port


class _Offering:
    """Says EHLO as it is told to."""

    def __init__(self, offers: tuple[str, ...]) -> None:
        self._offers = offers

    async def handle_EHLO(  # noqa: N802  # aiosmtpd calls it so, with all of these
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        del server, envelope
        tls = [line for line in responses if line.endswith("STARTTLS")]
        return [responses[0], *tls, *(f"250-{offer}" for offer in self._offers), "250 HELP"]


@contextmanager
def relay(offers: tuple[str, ...], *, tls: Path | None = None, at_once: bool = False) -> Iterator[int]:
    """The port of an SMTP server at 127.0.0.1 that makes *offers*; with STARTTLS, or TLS at once, if it has a file."""
    context = serving_context(tls) if tls else None
    options: dict[str, Any] = {"ssl_context": context} if at_once else {"tls_context": context}
    controller = Controller(_Offering(offers), hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


class _Site(http.server.BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.headers["Content-Type"].partition(";")[0]
        self.server.posts.append((self.path, kind, body))  # type: ignore[attr-defined]
        status: int = self.server.statuses.get(kind, 200)  # type: ignore[attr-defined]
        self.send_response(status)
        if 300 <= status < 400:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def site(file: Path, statuses: Mapping[str, int]) -> Iterator[tuple[str, list[tuple[str, str, bytes]]]]:
    """The address of a site over https that answers a POST by its type, and what was posted."""
    with http.server.HTTPServer(("127.0.0.1", 0), _Site) as server:
        server.socket = serving_context(file).wrap_socket(server.socket, server_side=True)
        server.posts, server.statuses = [], statuses  # type: ignore[attr-defined]
        with _serving(server):
            yield f"https://127.0.0.1:{server.server_address[1]}", server.posts  # type: ignore[attr-defined]
