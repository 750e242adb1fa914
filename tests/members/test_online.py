"""Which domains take mail, asked of a real server for names, on this computer."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from publish.members.online import UNKNOWN, domains, faults
from tests.members.making import write_list

ZONE = {
    ("good.example.", "MX"): ["10 mail.good.example."],
    ("null.example.", "MX"): ["0 ."],
    ("host.example.", "A"): ["192.0.2.1"],
    ("host6.example.", "AAAA"): ["2001:db8::1"],
    ("text.example.", "TXT"): ['"only words"'],
}
BROKEN = "broken.example."


@pytest.fixture
def resolver() -> Iterator[dns.resolver.Resolver]:
    """Asks a server that knows `ZONE` and nothing else."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(server,))
        thread.start()
        found = dns.resolver.Resolver(configure=False)
        found.nameservers = ["127.0.0.1"]
        found.port = server.getsockname()[1]
        yield found
        server.sendto(b"end", server.getsockname())
        thread.join()


def _serve(server: socket.socket) -> None:
    while True:
        data, client = server.recvfrom(4096)
        if data == b"end":
            return
        server.sendto(_answer(dns.message.from_wire(data)).to_wire(), client)


def _answer(query: dns.message.Message) -> dns.message.Message:
    answer = dns.message.make_response(query)
    question = query.question[0]
    name, kind = question.name.to_text(), dns.rdatatype.to_text(question.rdtype)
    if name == BROKEN:
        answer.set_rcode(dns.rcode.SERVFAIL)
    elif (name, kind) in ZONE:
        answer.answer.append(dns.rrset.from_text_list(name, 60, "IN", kind, ZONE[name, kind]))
    elif not any(name == known for known, _ in ZONE):
        answer.set_rcode(dns.rcode.NXDOMAIN)
    return answer


def test_every_domain_gets_the_answer_of_the_dns(resolver: dns.resolver.Resolver) -> None:
    names = [f"{name}.example" for name in ("good", "null", "host", "host6", "text", "gone", "broken")]

    assert faults(names, resolver) == {
        "null.example": "says that it takes no mail (RFC 7505)",
        "text.example": "has no mail server",
        "gone.example": "does not exist",
        "broken.example": UNKNOWN,
    }


def test_each_domain_of_a_list_is_asked_about_once(tmp_path: Path) -> None:
    source = write_list(tmp_path, "E-post\r\na@GOOD.example\r\nb@good.example\r\nfel\r\nc@räksmörgås.example\r\n\r\n")

    with source.opened() as list_:
        assert domains(list_) == {"good.example", "xn--rksmrgs-5wao1o.example"}
