"""What the doctor finds in the DNS, in the settings and in the folder: each demand is met once and broken in every way."""

import subprocess
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from publish.cli import starters
from publish.mail.dkim.making import make_key
from publish.mail.doctor import (
    DEMANDS,
    Answer,
    Names,
    Surroundings,
    Verdict,
    diagnose,
    dmarc,
    keeping,
    mailboxes,
    open_names,
    signatures,
    spf,
)
from publish.mail.doctor import relay as relays
from publish.workspace import Dkim, Sending, Settings, open_workspace
from tests import made
from tests.mail.network import Zone, dns_server

DOMAIN = "baltic.se"
PTR = "25.2.0.192.in-addr.arpa"
SENDING = Sending(
    via="smtp://relay.baltic.se",
    bounces="bounce@studs.baltic.se",
    unsubscribe_to="leave@baltic.se",
    service_url="https://news.baltic.se",
)
WELL: Zone = {
    ("", "NS"): ("a.root-servers.net.",),
    ("baltic.se", "MX"): ("20 mx2.baltic.se.", "10 mx.baltic.se."),
    ("studs.baltic.se", "MX"): ("10 mx.baltic.se.",),
    ("mx.baltic.se", "A"): ("192.0.2.1",),
    ("mx2.baltic.se", "AAAA"): ("2001:db8::1",),
    ("studs.baltic.se", "TXT"): (
        '"google-site-verification=x"',
        '"v=spf1 a:relay.baltic.se inc" "lude:_spf.relay.se -all"',
    ),
    ("_spf.relay.se", "TXT"): ('"v=spf1 ip4:198.51.100.0/24 ip6:2001:db8::/32 ~all"',),
    ("_dmarc.baltic.se", "TXT"): ('"v=DMARC1; p=quarantine; rua=mailto:dmarc@baltic.se"',),
    ("relay.baltic.se", "A"): ("192.0.2.25",),
    (PTR, "PTR"): ("out.baltic.se.",),
    ("out.baltic.se", "A"): ("192.0.2.25",),
}
Check = Callable[[Surroundings], Iterator[Answer]]
Asked = Callable[..., list[Answer]]


@pytest.fixture
def ask(workspace: Path) -> Asked:
    """Answers of *check*, with *changes* in the zone and in the settings; `()` takes a record out."""

    def asked(
        check: Check, changes: Mapping[tuple[str, str], tuple[str, ...]] = MappingProxyType({}), **sending: Any
    ) -> list[Answer]:
        zone = {key: records for key, records in {**WELL, **changes}.items() if records}
        with dns_server(zone) as server:
            return list(check(surroundings(workspace, server, **sending)))

    return asked


@cache
def written() -> Settings:
    """The settings of a new workspace; they are the same wherever it is."""
    with TemporaryDirectory() as name:
        (Path(name) / "publish.yaml").write_bytes(starters.settings("The Baltic Society"))
        return open_workspace(Path(name)).settings


def surroundings(
    root: Path, server: str, *, sender: str = f"news@{DOMAIN}", lifetime: float = 0.4, **sending: Any
) -> Surroundings:
    read = written()
    mail = {language: replace(one, sender=sender, reply_to="info@baltic.se") for language, one in read.mail.items()}
    changed = replace(read, mail=mail, sending=replace(SENDING, **sending))
    return Surroundings(root, changed, open_names(server, lifetime), patience=5.0)


def verdicts(answers: list[Answer]) -> dict[str, str]:
    return {answer.demand.name: answer.verdict.value for answer in answers}


def only(answers: list[Answer], name: str = "") -> Answer:
    (answer,) = [answer for answer in answers if not name or answer.demand.name == name]
    return answer


# SPF


def test_a_record_that_names_the_relay_passes(ask: Asked) -> None:
    answer = only(ask(spf.check))

    assert answer.verdict == Verdict.PASS
    assert answer.about == "studs.baltic.se"
    assert answer.found == (
        "v=spf1 a:relay.baltic.se include:_spf.relay.se -all (2 of 10 questions); it names relay.baltic.se"
    )


def test_a_record_that_does_not_name_the_relay_says_so(ask: Asked) -> None:
    answer = only(ask(spf.check, {("studs.baltic.se", "TXT"): ('"v=spf1 include:_spf.relay.se -all"',)}))

    assert answer.verdict == Verdict.PASS
    assert "does not name relay.baltic.se, which is right only if" in answer.found


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ((), "no SPF record"),
        (('"v=spf10 -all"', '"v=spf1x"'), "no SPF record"),
        (('"v=spf1 -all"', '"v=spf1 mx -all"'), "2 SPF records"),
        (('"v=spf1 +all"',), "everybody may send"),
        (('"v=spf1 all"',), "everybody may send"),
        (('"v=spf1 ip4:1.2.3 -all"',), "`ip4:1.2.3` holds no IP address"),
        (('"v=spf1 ip4:192.0.2.0/33 -all"',), "`ip4:192.0.2.0/33` holds no IP address"),
        (('"v=spf1 allow:x.se -all"',), "`allow:x.se` is no term of SPF"),
        (('"v=spf1 -all,"',), "`-all,` is no term of SPF"),
        (('"v=spf1 include:nobody.se -all"',), "`include:nobody.se` leads to no SPF record"),
        (('"v=spf1 redirect=nobody.se"',), "`redirect=nobody.se` leads to no SPF record"),
        (('"v=spf1 include:studs.baltic.se -all"',), "more than 10 questions"),
        (('"v=spf1 redirect=studs.baltic.se"',), "more than 10 questions"),
        ((f'"v=spf1 {" ".join(["mx"] * 11)} -all"',), "more than 10 questions"),
    ],
)
def test_a_record_that_receivers_cannot_use_fails(ask: Asked, records: tuple[str, ...], found: str) -> None:
    answer = only(ask(spf.check, {("studs.baltic.se", "TXT"): records}))

    assert answer.verdict == Verdict.FAIL
    assert found in answer.found
    assert answer.remedy


@pytest.mark.parametrize(
    "record",
    [
        "v=spf1 mx a/24 a:relay.baltic.se/24//64 ip6:2001:db8::1 ptr exists:%{i}.x.se ?all",
        "V=SPF1 redirect=_spf.relay.se",
        "v=spf1 include:%{d}.x.se exp=why.x.se -all",
        "v=spf1",
    ],
)
def test_every_kind_of_term_is_known(ask: Asked, record: str) -> None:
    assert only(ask(spf.check, {("studs.baltic.se", "TXT"): (f'"{record}"',)})).verdict == Verdict.PASS


def test_the_record_may_stand_under_an_alias(ask: Asked) -> None:
    alias = {("studs.baltic.se", "CNAME"): ("other.se.",), ("other.se", "TXT"): ('"v=spf1 -all"',)}

    assert only(ask(spf.check, alias)).found.startswith("v=spf1 -all")


@pytest.mark.parametrize("fault", ["SERVFAIL", "REFUSED", "silence"])
def test_a_dns_that_does_not_answer_is_no_pass_and_no_fail(ask: Asked, fault: str) -> None:
    answer = only(ask(spf.check, {("studs.baltic.se", "!"): (fault,)}))

    assert answer.verdict == Verdict.UNKNOWN
    assert answer.found.startswith("cannot tell: the DNS ")


def test_a_dns_that_does_not_answer_about_an_include_leaves_it_open(ask: Asked) -> None:
    assert only(ask(spf.check, {("_spf.relay.se", "!"): ("SERVFAIL",)})).verdict == Verdict.UNKNOWN


def test_where_there_is_no_dns_every_question_says_so_at_once(workspace: Path) -> None:
    around = surroundings(workspace, "127.0.0.1:1", lifetime=0.3)

    answers = [*spf.check(around), *dmarc.check(around), *mailboxes.check(around)]

    asked = [answer for answer in answers if answer.demand.name not in {"addresses", "ways-back"}]
    assert {answer.found for answer in asked} == {"cannot tell: no DNS here"}
    assert len(asked) == 5


def test_a_placeholder_is_not_asked_about(workspace: Path) -> None:
    with dns_server({}) as server:
        around = surroundings(workspace, server, sender="news@baltic.example", bounces="")
        answers = [*spf.check(around), *dmarc.check(around)]

    assert {answer.found for answer in answers} == {"cannot tell: a placeholder, nobody's name"}


class Told(Names):
    """A DNS that says the same of every name."""

    texts: tuple[str, ...] = ()

    def _ask(self, name: str, kind: str) -> tuple[str, ...]:
        assert name
        return self.texts if kind == "TXT" else ("192.0.2.1",) if kind == "A" else ("mx.baltic.se",)


PIECES = st.sampled_from(
    [
        "v=spf1",
        "v=DMARC1",
        "v=DKIM1",
        "p=none",
        "p=",
        "p=AA==",
        "k=rsa",
        ";",
        "=",
        " ",
        "include:x.se",
        "a",
        "mx:",
        "a:..",
        "a/24//64",
        "a/33",
        "mx//129",
        "ip4:",
        "ip6:::1/1",
        "ip4:1.2.3.4/",
        "redirect=",
        "redirect=x",
        "exists:%{i}",
        "ptr",
        "-all",
        "+",
        "?",
        "~",
        "all",
        "\x1b[31m",
        "�",
        "é",
    ]
)


@given(texts=st.lists(st.lists(PIECES, max_size=8).map("".join), max_size=2), joint=st.sampled_from("; "))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_record_whatever_it_says_gives_a_traceback(around: Surroundings, texts: list[str], joint: str) -> None:
    names = Told(None)
    names.texts = tuple(text.replace(";", joint) for text in texts)
    told = replace(around, names=names)

    answers = [*spf.check(told), *signatures.check(told), *dmarc.check(told), *mailboxes.check(told)]

    assert all(answer.found.isprintable() for answer in answers)
    assert {"spf", "dkim-dns", "dmarc", "mx"} <= {answer.demand.name for answer in answers}


@pytest.fixture
def around(workspace: Path) -> Surroundings:
    """A workspace with a key, and no DNS."""
    _, sending = keyed(workspace)
    return surroundings(workspace, "127.0.0.1:1", lifetime=0.1, **sending)


# DKIM


def keyed(root: Path) -> tuple[str, dict[str, Any]]:
    """The record of a new key, and the settings that name it."""
    key, path = make_key(root, DOMAIN, "news")
    half = len(key.record) // 2
    return f'"{key.record[:half]}" "{key.record[half:]}"', {"dkim": (Dkim(DOMAIN, "news", path),)}


NAME = ("news._domainkey.baltic.se", "TXT")


def test_a_key_whose_public_half_is_in_the_dns_passes(ask: Asked, workspace: Path) -> None:
    record, sending = keyed(workspace)

    assert verdicts(ask(signatures.check, {NAME: (record,)}, **sending)) == {"dkim-keys": "pass", "dkim-dns": "pass"}


def test_the_record_may_stand_under_an_alias_of_the_relay(ask: Asked, workspace: Path) -> None:
    record, sending = keyed(workspace)
    zone = {(NAME[0], "CNAME"): ("news.relay.se.",), ("news.relay.se", "TXT"): (record,)}

    assert verdicts(ask(signatures.check, zone, **sending))["dkim-dns"] == "pass"


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ((), "no TXT record"),
        (("RECORD", '"v=spf1 -all"'), "2 TXT records"),
        (('"some words"',), "no record of DKIM"),
        (('"v=DKIM1; p="',), "the key is withdrawn"),
        (('"v=DKIM1; k=rsa"',), "no key (`p=`)"),
        (('"v=DKIM1; p=!!"',), "another key"),
    ],
)
def test_where_there_is_no_key_in_the_dns_no_signature_is_right(
    ask: Asked, workspace: Path, records: tuple[str, ...], found: str
) -> None:
    record, sending = keyed(workspace)
    records = tuple(text.replace("RECORD", record) for text in records)

    answer = only(ask(signatures.check, {NAME: records}, **sending), "dkim-dns")

    assert answer.verdict == Verdict.FAIL
    assert found in answer.found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("DKIM1", "DKIM2", "no record of DKIM"),
        ("k=rsa", "k=ed25519", "another key"),
        ("p=MII", "p=MIJ", "another key"),
        ("k=rsa", "t=s:y", "it is a test"),
        ("k=rsa", "h=sha1", "leaves out sha256"),
        ("k=rsa", "s=tlsrpt", "leaves out e-mail"),
    ],
)
def test_a_record_with_which_no_signature_is_right_fails(
    ask: Asked, workspace: Path, old: str, new: str, found: str
) -> None:
    record, sending = keyed(workspace)

    answer = only(ask(signatures.check, {NAME: (record.replace(old, new),)}, **sending), "dkim-dns")

    assert answer.verdict == Verdict.FAIL
    assert found in answer.found


def test_a_key_that_others_may_read_fails_with_what_to_do(ask: Asked, workspace: Path) -> None:
    _, sending = keyed(workspace)
    file = next((workspace / ".publish" / "dkim").iterdir())
    file.chmod(0o644)

    answer = only(ask(signatures.check, **sending))

    assert (answer.demand.name, answer.verdict) == ("dkim-keys", Verdict.FAIL)
    assert "others may read" in answer.found
    assert "chmod 600" in answer.remedy


def test_a_small_key_alone_fails_since_not_everybody_can_verify_it(ask: Asked, workspace: Path) -> None:
    key, path = make_key(workspace, DOMAIN, "news", "ed25519-sha256")

    answers = ask(signatures.check, {NAME: (f'"{key.record}"',)}, dkim=(Dkim(DOMAIN, "news", path),))

    assert verdicts(answers) == {"dkim-keys": "fail", "dkim-dns": "pass"}


def test_whether_the_relay_signs_cannot_be_told(ask: Asked) -> None:
    assert verdicts(ask(signatures.check)) == {"dkim-keys": "unknown"}


# DMARC


def test_a_record_and_a_return_path_of_the_same_organisation_pass(ask: Asked) -> None:
    answers = ask(dmarc.check)

    assert verdicts(answers) == {"dmarc": "pass", "dmarc-alignment": "pass"}
    assert only(answers, "dmarc-alignment").found == "no signature of ours for it, bounces to studs.baltic.se"


def test_the_record_of_the_organisation_counts_for_its_subdomains(ask: Asked) -> None:
    answers = ask(dmarc.check, sender="news@mail.baltic.se")

    assert only(answers, "dmarc").about == "_dmarc.baltic.se"
    assert verdicts(answers) == {"dmarc": "pass", "dmarc-alignment": "pass"}


@pytest.mark.parametrize(
    ("records", "found"),
    [
        ((), "no DMARC record"),
        (('"v=spf1 -all"',), "no DMARC record"),
        (('"v=DMARC1; p=none"', '"v=DMARC1; p=reject"'), "2 DMARC records"),
        (('"v=DMARC1; p=maybe"',), "no policy"),
        (('"v=DMARC1"',), "no policy"),
        (('"v=DMARC1; p=none; p=reject"',), "no policy"),
    ],
)
def test_a_dmarc_record_that_counts_as_none_fails(ask: Asked, records: tuple[str, ...], found: str) -> None:
    answer = only(ask(dmarc.check, {("_dmarc.baltic.se", "TXT"): records}), "dmarc")

    assert answer.verdict == Verdict.FAIL
    assert found in answer.found


def test_a_policy_that_only_watches_is_told(ask: Asked) -> None:
    answer = only(ask(dmarc.check, {("_dmarc.baltic.se", "TXT"): ('"v=DMARC1; p=none"',)}), "dmarc")

    assert answer.verdict == Verdict.PASS
    assert "only watches" in answer.found
    assert "nobody gets reports" in answer.found


KEY = Dkim(DOMAIN, "news", "news.pem")
OTHER = Dkim("relay.se", "news", "news.pem")


@pytest.mark.parametrize(
    ("keys", "bounces", "policy", "verdict"),
    [
        ((KEY,), "bounce@relay.se", "", "pass"),
        ((OTHER,), "bounce@baltic.se", "", "pass"),
        ((OTHER, KEY), "", "", "pass"),
        ((OTHER,), "bounce@relay.se", "", "fail"),
        ((), "bounce@relay.se", "", "unknown"),
        ((OTHER,), "bounce@studs.baltic.se", "; aspf=s", "fail"),
        ((Dkim("mail.baltic.se", "n", "n"),), "bounce@relay.se", "; adkim=s", "fail"),
        ((Dkim("mail.baltic.se", "n", "n"),), "bounce@relay.se", "; adkim=r", "pass"),
    ],
)
def test_signature_or_return_path_has_to_be_of_the_senders_organisation(
    ask: Asked, keys: tuple[Dkim, ...], bounces: str, policy: str, verdict: str
) -> None:
    zone = {("_dmarc.baltic.se", "TXT"): (f'"v=DMARC1; p=none{policy}"',)}

    assert verdicts(ask(dmarc.check, zone, dkim=keys, bounces=bounces))["dmarc-alignment"] == verdict


# Mailboxes


def test_addresses_that_are_ones_own_and_take_mail_pass(ask: Asked) -> None:
    answers = ask(mailboxes.check)

    assert verdicts(answers) == {"addresses": "pass", "ways-back": "pass", "mx": "pass"}
    assert [answer.found for answer in answers if answer.demand.name == "mx"] == ["mail goes to mx.baltic.se"] * 2


@pytest.mark.parametrize(
    ("zone", "verdict", "found"),
    [
        ({("baltic.se", "MX"): ("0 .",)}, "fail", "null MX"),
        ({("baltic.se", "MX"): ()}, "fail", "no MX record and no address"),
        ({("baltic.se", "MX"): (), ("baltic.se", "A"): ("192.0.2.9",)}, "pass", "the host itself"),
        ({("baltic.se", "MX"): ("10 gone.baltic.se.",)}, "fail", "none of gone.baltic.se has an address"),
        ({("mx.baltic.se", "A"): ()}, "pass", "mail goes to mx2.baltic.se"),
        ({("baltic.se", "!"): ("SERVFAIL",)}, "unknown", "cannot tell"),
        ({("baltic.se", "!"): ("NXDOMAIN",)}, "fail", "no MX record and no address"),
    ],
)
def test_a_domain_has_to_take_mail(ask: Asked, zone: Zone, verdict: str, found: str) -> None:
    answers = [answer for answer in ask(mailboxes.check, zone) if answer.about == "baltic.se"]

    assert only(answers).verdict.value == verdict
    assert found in only(answers).found


@pytest.mark.parametrize("sender", ["chamber@gmail.com", "kammaren@hotmail.se", "news@baltic.example", "news@x.test"])
def test_an_address_that_is_not_ones_own_fails(ask: Asked, sender: str) -> None:
    answer = only(ask(mailboxes.check, sender=sender), "addresses")

    assert answer.verdict == Verdict.FAIL
    assert answer.about == "mail.from"


@pytest.mark.parametrize("missing", ["bounces", "unsubscribe_to"])
def test_ways_back_have_to_be_set(ask: Asked, missing: str) -> None:
    answer = only(ask(mailboxes.check, **{missing: ""}), "ways-back")

    assert answer.verdict == Verdict.FAIL
    assert answer.found == f"not set: `{missing.replace('_', '-')}`"


# The relay's name


def named(around: Surroundings) -> Iterator[Answer]:
    return (answer for answer in relays.check(around) if answer.demand.name == "relay-name")


def test_a_relay_with_a_name_in_both_directions_passes(ask: Asked) -> None:
    assert only(ask(named)).found == "192.0.2.25 is out.baltic.se"


@pytest.mark.parametrize(
    ("zone", "verdict", "found"),
    [
        ({(PTR, "PTR"): ()}, "fail", "192.0.2.25 has no name"),
        ({("out.baltic.se", "A"): ("192.0.2.26",)}, "fail", "which has another address"),
        ({("out.baltic.se", "A"): ()}, "fail", "which has another address"),
        ({("relay.baltic.se", "A"): ()}, "fail", "no such name"),
        ({(PTR, "!"): ("SERVFAIL",)}, "unknown", "cannot tell"),
        ({(PTR, "PTR"): ("wrong.se.", "out.baltic.se.")}, "pass", "is out.baltic.se"),
    ],
)
def test_names_and_addresses_of_the_relay_have_to_agree(ask: Asked, zone: Zone, verdict: str, found: str) -> None:
    answer = only(ask(named, zone))

    assert answer.verdict.value == verdict
    assert found in answer.found


def test_letters_into_a_folder_are_told_and_do_not_fail(ask: Asked) -> None:
    assert verdicts(ask(relays.check, via="outbox:")) == {"relay": "note"}


# What is kept


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments], cwd=folder, check=True)


def committed(folder: Path) -> None:
    git(folder, "add", "--all", "--force")
    git(folder, "commit", "-q", "-m", "x")


def test_secrets_for_their_owner_alone_pass(ask: Asked, workspace: Path) -> None:
    assert verdicts(ask(keeping.check)) == {"secrets": "pass", "git": "pass"}
    make_key(workspace, DOMAIN, "news")
    assert verdicts(ask(keeping.check)) == {"secrets": "pass", "git": "pass"}


@pytest.mark.parametrize("name", ["smtp-password", "publish.db", "publish.db-wal", "archive.key", "keys/address"])
def test_a_secret_that_others_may_read_fails(ask: Asked, workspace: Path, name: str) -> None:
    make_key(workspace, DOMAIN, "news")
    file = workspace / ".publish" / name
    file.parent.mkdir(mode=0o700, exist_ok=True)
    file.write_bytes(b"secret")
    file.chmod(0o640)

    answer = only(ask(keeping.check), "secrets")

    assert answer.verdict == Verdict.FAIL
    assert answer.found == f"others may read .publish/{name}"


def test_a_folder_that_others_may_enter_fails(ask: Asked, workspace: Path) -> None:
    make_key(workspace, DOMAIN, "news")
    (workspace / ".publish").chmod(0o755)

    assert only(ask(keeping.check), "secrets").found == "others may read .publish"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("members.csv", b"name;address\r\nAda;ada@baltic.se\r\n"),
        ("content/Lista.CSV", b"ada@baltic.se\n"),
        ("a/b/people.vcf", b"EMAIL:ada@baltic.se\n"),
        ("news.pem", b"-----BEGIN PRIVATE KEY-----\n"),
        ("members.db", b""),
        (".env", b"PASSWORD=x"),
        (".publish/outbox/1.eml", b"To: ada@baltic.se"),
        ("broken.xlsx", b"not a zip"),
    ],
)
@pytest.mark.parametrize("when", ["tracked", "to be added"])
def test_members_data_and_keys_in_git_fail(ask: Asked, workspace: Path, name: str, data: bytes, when: str) -> None:
    git(workspace, "init", "-q")
    (workspace / name).parent.mkdir(parents=True, exist_ok=True)
    (workspace / name).write_bytes(data)
    if when == "tracked":
        committed(workspace)

    answer = only(ask(keeping.check), "git")

    assert answer.verdict == Verdict.FAIL
    assert answer.found == name


def test_addresses_in_a_sheet_are_found(ask: Asked, workspace: Path) -> None:
    git(workspace, "init", "-q")
    for name, text in (("prices.xlsx", "<t>1 000 kr</t>"), ("members.xlsx", "<t>ada@baltic.se</t>")):
        with zipfile.ZipFile(workspace / name, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/sharedStrings.xml", text)

    assert only(ask(keeping.check), "git").found == "members.xlsx"


def test_what_holds_nobody_may_be_in_git(ask: Asked, workspace: Path) -> None:
    git(workspace, "init", "-q")
    (workspace / "prices.csv").write_text("what;price\nlunch;120\n", encoding="utf-8")
    (workspace / "authorities.pem").write_text("-----BEGIN CERTIFICATE-----\n", encoding="utf-8")
    (workspace / ".gitignore").write_text("/lists/\n", encoding="utf-8")
    (workspace / "lists").mkdir()
    (workspace / "lists" / "members.csv").write_text("ada@baltic.se\n", encoding="utf-8")
    git(workspace, "add", ".")
    git(workspace, "commit", "-q", "-m", "x")

    assert only(ask(keeping.check), "git").verdict == Verdict.PASS


def test_members_data_in_the_history_fail(ask: Asked, workspace: Path) -> None:
    git(workspace, "init", "-q")
    (workspace / "members.csv").write_text("ada@baltic.se\n", encoding="utf-8")
    committed(workspace)
    git(workspace, "rm", "-q", "members.csv")
    git(workspace, "commit", "-q", "-m", "y")

    answer = only(ask(keeping.check), "git")

    assert answer.verdict == Verdict.FAIL
    assert answer.found == "in the history: members.csv"


def test_a_history_that_cannot_be_read_is_no_pass(ask: Asked, workspace: Path) -> None:
    (workspace / ".git").write_text("gitdir: /nowhere\n", encoding="utf-8")

    assert only(ask(keeping.check), "git").verdict == Verdict.UNKNOWN


# All together


def test_every_demand_is_answered_and_nothing_else(workspace: Path) -> None:
    with dns_server(WELL) as server:
        answers = diagnose(surroundings(workspace, server, via="outbox:", service_url=""))

    names = [demand.name for demand in DEMANDS]
    assert len(names) == len(set(names))
    assert {answer.demand.name for answer in answers} <= set(names)
    assert {"spf", "dmarc", "mx", "one-click", "git"} <= {answer.demand.name for answer in answers}
    assert all(source.partition(": https://")[2] for demand in DEMANDS for source in demand.sources)


def test_what_a_dns_says_cannot_steer_a_terminal(ask: Asked) -> None:
    hostile = ('"v=spf1 \\027[31m' + "x" * 200 + '" "' + "y" * 250 + '"',)

    answer = only(ask(spf.check, {("studs.baltic.se", "TXT"): hostile}))

    assert answer.found.isprintable()
    assert len(answer.found) <= 300


def test_every_demand_is_told_in_the_guide_as_it_is_made() -> None:
    text = (made.ROOT / "docs" / "doctor.md").read_text(encoding="utf-8")

    for demand in DEMANDS:
        assert f"| `{demand.name}` | {demand.asks} | {demand.why} |" in text
