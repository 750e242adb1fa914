"""What is at an address on the web, as far as it can be told by asking."""

import ssl
from collections import defaultdict
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from time import monotonic
from urllib.parse import urljoin, urlsplit

from publish.check.links.answer import Answer, Kind
from publish.check.links.exchange import PrivateError, Reply, UnusualError, request
from publish.check.links.network import Network, UnknownHostError

THREADS = 8
MOVES = 5
_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})


def answers(addresses: Iterable[str], network: Network) -> dict[str, Answer]:
    """
    What is at each of *addresses*.

    Hosts are asked side by side, the addresses of one host one after the other: nobody is stormed. A host that
    does not answer is not asked again.
    """
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_host[urlsplit(address).netloc.lower()].append(address)
    until = monotonic() + network.budget
    with ThreadPoolExecutor(max_workers=THREADS) as pool:
        found = pool.map(lambda group: dict(_of_host(group, network, until)), by_host.values())
        return {address: answer for group in found for address, answer in group.items()}


def _of_host(addresses: list[str], network: Network, until: float) -> Iterator[tuple[str, Answer]]:
    silent: Answer | None = None
    for address in addresses:
        if silent is None and monotonic() > until:
            silent = Answer(Kind.UNSURE, "there was no time left to ask")
        answer = silent or ask(address, network)
        if answer.kind is Kind.UNREACHABLE or answer.detail == _LATE:
            silent = answer
        yield address, answer


_LATE = "no answer in time"
_CAUSES = (
    (PrivateError, Kind.PRIVATE, ""),
    (UnusualError, Kind.UNSURE, ""),
    (UnknownHostError, Kind.UNREACHABLE, "no machine has that name"),
    (ssl.SSLCertVerificationError, Kind.UNREACHABLE, "its certificate is not valid"),
    (ssl.SSLError, Kind.UNREACHABLE, "it has no secure connection"),
    (ConnectionRefusedError, Kind.UNREACHABLE, "the machine refuses the connection"),
    (TimeoutError, Kind.UNSURE, _LATE),
)
"""What it means when one cannot ask; the first that fits."""


def ask(address: str, network: Network) -> Answer:
    """What is at *address*, wherever it sends one; each step is judged as if it were the first."""
    at, new = address, ""
    for _ in range(MOVES + 1):
        answer = _step(at, network)
        if isinstance(answer, Answer):
            return answer
        if answer.status not in _MOVED or not answer.location:
            return _judged(answer, address, new)
        try:
            after = urljoin(at, answer.location)
        except ValueError:
            return Answer(Kind.UNSURE, "it sends one to what is no address")
        if answer.status in _FOR_GOOD and at == (new or address):
            new = after
        at = after
    return Answer(Kind.UNSURE, f"it sends one on more than {MOVES} times")


def _step(address: str, network: Network) -> Reply | Answer:
    """Ask for the head only; some servers answer that with an error, and are asked for the whole then."""
    try:
        reply = request("HEAD", address, network)
        return reply if reply.status < 400 else request("GET", address, network)
    except OSError as error:
        return _failure(error)


def _failure(error: OSError) -> Answer:
    """What it means that there was no answer."""
    for cause, kind, said in _CAUSES:
        if isinstance(error, cause):
            detail = getattr(error, "verify_message", "")
            return Answer(kind, f"{said} ({detail})" if detail else said or str(error))
    return Answer(Kind.UNSURE, (error.strerror or str(error) or type(error).__name__).lower())


def _judged(reply: Reply, address: str, new: str) -> Answer:
    said = f"{reply.status} {reply.reason}".strip()
    if reply.status in (404, 410):
        return Answer(Kind.GONE, said)
    if not 200 <= reply.status < 300:
        return Answer(Kind.UNSURE, said)
    return Answer(Kind.MOVED, said, new) if new and _is_elsewhere(address, new) else Answer(Kind.THERE, said)


def _is_elsewhere(address: str, new: str) -> bool:
    """Whether an address has changed by more than a slash at its end."""
    return address.partition("#")[0].rstrip("/") != new.partition("#")[0].rstrip("/")
