"""One-click unsubscribing: whether the address that mail programs call answers as RFC 8058 wants."""

import http.client
import ssl
from collections.abc import Iterator
from functools import partial
from urllib.parse import SplitResult, urlsplit

from publish.mail.doctor.answer import APPLE, GOOGLE, YAHOO, Answer, Demand, rfc
from publish.mail.doctor.connecting import connection_fault
from publish.mail.doctor.surroundings import Surroundings, answered

ONE_CLICK = Demand(
    "one-click",
    "Mail programs can unsubscribe members with one POST over https, without being sent elsewhere",
    "Gmail asks for it from 5 000 letters a day on, Yahoo recommends it. A redirect loses the request.",
    (rfc(8058, "3.1"), rfc(8058, "3.2"), GOOGLE, YAHOO, APPLE),
)
DEMANDS = (ONE_CLICK,)
_NOBODY = "test"
"""Stands where a member's token would; none is that short."""
_FIELD = "List-Unsubscribe=One-Click"
_BOUNDARY = "one-click"
_MULTIPART = (
    f"--{_BOUNDARY}",
    'Content-Disposition: form-data; name="List-Unsubscribe"',
    "",
    "One-Click",
    f"--{_BOUNDARY}--",
    "",
)
_FORMS = {
    "application/x-www-form-urlencoded": _FIELD,
    f"multipart/form-data; boundary={_BOUNDARY}": "\r\n".join(_MULTIPART),
}
"""Both that mail programs may send (RFC 8058, 3.2)."""
_EXPECTED = "200 to both forms of POST"


def check(around: Surroundings) -> Iterator[Answer]:
    """One answer. The token in the address stands for nobody."""
    service = around.settings.sending.service_url
    if not service:
        remedy = "set it to where `publish serve` answers"
        yield ONE_CLICK.failed("sending.service-url", "not set", "an https address", remedy)
        return
    yield answered(ONE_CLICK, urlsplit(service).hostname or "", partial(_answer, around, service))


def _answer(around: Surroundings, service: str) -> Answer:
    url = urlsplit(f"{service}/u/{_NOBODY}")
    about = f"{service}/u/…"
    if url.scheme != "https":
        return ONE_CLICK.failed(about, f"{url.scheme}, which everybody on the way can read", "https", "use https")
    try:
        for kind, form in _FORMS.items():
            status = _posted(around, url, kind, form)
            if answer := _fault(about, status, kind):
                return answer
    except ssl.SSLError as error:
        fault = getattr(error, "verify_message", "") or error.reason or str(error)
        remedy = "renew the certificate, or let it be for this name"
        return ONE_CLICK.failed(about, f"TLS cannot be begun: {fault}", "a certificate for this name", remedy)
    except (OSError, http.client.HTTPException, UnicodeError) as error:
        return connection_fault(ONE_CLICK, about, error, has_dns=around.names.is_there)
    return ONE_CLICK.passed(about, _EXPECTED)


def _posted(around: Surroundings, url: SplitResult, kind: str, form: str) -> int:
    """The status of the answer. Nothing is followed, and no cookies are sent."""
    address = (url.hostname or "", url.port or 443)
    connection = http.client.HTTPSConnection(*address, timeout=around.patience, context=around.context)
    try:
        connection.request("POST", url.path, form.encode(), {"Content-Type": kind})
        return connection.getresponse().status
    finally:
        connection.close()


def _fault(about: str, status: int, kind: str) -> Answer | None:
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        remedy = "let `sending.service-url` be the address that it leads to"
        return ONE_CLICK.failed(about, f"{status}, a redirect, to a POST", _EXPECTED, remedy)
    remedy = "check that `publish serve` answers there, and what stands before it"
    return ONE_CLICK.failed(about, f"{status} to a POST as {kind.partition(';')[0]}", _EXPECTED, remedy)
