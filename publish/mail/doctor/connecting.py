"""What it means that a server cannot be reached: its fault, or that nothing can be told from here."""

import http.client
import smtplib
import socket

from publish.mail.doctor.answer import Answer, Demand
from publish.mail.doctor.names import NO_DNS

_REACHED = "a server that answers there"


def connection_fault(demand: Demand, about: str, error: Exception, *, has_dns: bool) -> Answer:
    """What *error* says about a server."""
    remedy = "check the address in publish.yaml, and whether the server runs"
    if isinstance(error, socket.gaierror | UnicodeError):  # the latter: a name that cannot be one
        if isinstance(error, socket.gaierror) and (not has_dns or error.errno == socket.EAI_AGAIN):
            return demand.unknown(about, NO_DNS)
        return demand.failed(about, "there is no host of this name", _REACHED, remedy)
    if isinstance(error, TimeoutError) or isinstance(error.__context__, TimeoutError):  # smtplib puts one into its own
        return demand.unknown(about, "no answer in time; a firewall on the way may keep it", "try from another network")
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error.decode("utf-8", "replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        return demand.failed(about, f"it answers {error.smtp_code} {said}", _REACHED, remedy)
    if isinstance(error, smtplib.SMTPException | http.client.HTTPException):
        return demand.failed(about, f"it does not answer as it should: {type(error).__name__}", _REACHED, remedy)
    return demand.failed(about, f"cannot be reached: {getattr(error, 'strerror', None) or error}", _REACHED, remedy)
