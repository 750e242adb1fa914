"""DMARC: what receivers shall do with letters that only claim to be ours, and whether ours can be told (RFC 7489)."""

from collections.abc import Iterator
from functools import partial

from publish.check.delivery.domains import registered
from publish.mail.doctor.answer import APPLE, GOOGLE, MICROSOFT, YAHOO, Answer, Demand, rfc
from publish.mail.doctor.names import Names
from publish.mail.doctor.surroundings import Surroundings, answered, domain_of
from publish.mail.doctor.tags import read_tags

RECORD = Demand(
    "dmarc",
    "The sender's domain has one DMARC record",
    "Gmail, Yahoo and Outlook.com refuse bulk mail of domains without one; iCloud wants it of everybody.",
    (rfc(7489, "6.3"), rfc(7489, "6.6.3"), GOOGLE, YAHOO, MICROSOFT, APPLE),
)
ALIGNED = Demand(
    "dmarc-alignment",
    "The sender's domain is that of the signature, or that of the return path",
    "Readers see From. DMARC counts a signature or SPF only if it is for the same organisation's domain.",
    (rfc(7489, "3.1"), GOOGLE, YAHOO, MICROSOFT),
)
DEMANDS = (RECORD, ALIGNED)
_POLICIES = ("none", "quarantine", "reject")
_EXPECTED = "`v=DMARC1; p=none; rua=mailto:…` or a stricter policy"


def check(around: Surroundings) -> Iterator[Answer]:
    """Two answers for each domain that letters come from."""
    for domain in around.senders:
        yield answered(RECORD, domain, partial(_record, around.names, domain))
        yield answered(ALIGNED, domain, partial(_alignment, around, domain))


def _found(names: Names, domain: str) -> tuple[str, tuple[str, ...]]:
    """The name at which a receiver finds the records for *domain*, its own or its organisation's; and the records."""
    for host in dict.fromkeys((domain, registered(domain))):
        texts = names.txt(f"_dmarc.{host}")
        records = tuple(text for text in texts if text.replace(" ", "").startswith("v=DMARC1"))
        if records:
            return f"_dmarc.{host}", records
    return f"_dmarc.{domain}", ()


def _record(names: Names, domain: str) -> Answer:
    name, records = _found(names, domain)
    if not records:
        return RECORD.failed(name, "no DMARC record", _EXPECTED, f"put a TXT record at {name} into the DNS")
    if len(records) > 1:
        return RECORD.failed(name, f"{len(records)} DMARC records", "one; two count as none", "remove all but one")
    tags = read_tags(records[0]) or {}
    if tags.get("p", "").lower() not in _POLICIES or next(iter(tags)) != "v":
        return RECORD.failed(name, f"{records[0]}: no policy", f"p= {', '.join(_POLICIES)}", "correct the record")
    notes = ["`p=none` only watches"] * (tags["p"].lower() == "none") + ["nobody gets reports (`rua=`)"] * (
        "rua" not in tags
    )
    return RECORD.passed(name, "; ".join([records[0], *notes]))


def _alignment(around: Surroundings, domain: str) -> Answer:
    sending = around.settings.sending
    _, records = _found(around.names, domain)
    tags = (read_tags(records[0]) if len(records) == 1 else None) or {}
    signing = tuple(dict.fromkeys(key.domain for key in sending.dkim))
    by_key = [other for other in signing if _is_aligned(domain, other, tags.get("adkim", "r"))]
    returned = domain_of(sending.bounces)
    by_path = bool(returned) and _is_aligned(domain, returned, tags.get("aspf", "r"))
    if by_key or by_path:
        parts = [f"signed for {by_key[0]}" if by_key else "no signature of ours for it"]
        parts.append(f"bounces to {returned}" if by_path else f"the return path ({returned or 'not set'}) is another's")
        return ALIGNED.passed(domain, ", ".join(parts))
    if not signing:
        remedy = "look for `dmarc=pass` in a letter that arrived"
        return ALIGNED.unknown(domain, "no key of ours signs, and the return path is another's", remedy)
    found = f"signed for {', '.join(signing)}; bounces to {returned or 'nobody'}"
    remedy = f"sign for {registered(domain)}, or let bounces go there"
    return ALIGNED.failed(domain, found, f"one of them {domain}, or of the same organisation", remedy)


def _is_aligned(domain: str, other: str, mode: str) -> bool:
    """Strictly (`s`) the same name; else of the same organisation (RFC 7489, 3.1.1 and 3.1.2)."""
    return domain == other if mode.lower() == "s" else registered(domain) == registered(other)
