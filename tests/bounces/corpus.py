"""
Mails as servers and people send them, written anew from the formats' descriptions, each with what it should say.

`«verp»`, `«token»` and `«id»` stand for what our key makes for member 1 in send 1.
"""

from dataclasses import dataclass

from publish.bounces.verdict import Kind
from publish.mail.message.frozen import message_id
from publish.mail.tokens import return_path, token

KEY = b"t" * 32
MESSAGE_KEY = b"m" * 32
OTHER = b"o" * 32
CODE = (1).to_bytes(8)
BOUNCES = "studs@handel.example"
EDITION = "2021-03-30-an-example"
ADDRESS = "member1@two.example"
VERP = return_path(KEY, BOUNCES, 1, CODE)
TOKEN = token(KEY, CODE)
ID = message_id(MESSAGE_KEY, f"publish: message\0{EDITION}\0{1}\0".encode(), CODE).decode()


@dataclass(frozen=True, slots=True)
class Case:
    """One mail."""

    name: str
    kind: Kind
    status: str
    text: str
    is_signed: bool = True
    """Whether it proves by itself whose letter it is about."""

    @property
    def octets(self) -> bytes:
        """As it lies in a mailbox."""
        return filled(self.text)


def filled(text: str, key: bytes = KEY, code: bytes = CODE, send: int = 1) -> bytes:
    """*text* with what *key* makes for a member's *code*."""
    made = {"«verp»": return_path(key, BOUNCES, send, code), "«token»": token(key, code), "«id»": ID}
    for mark, value in made.items():
        text = text.replace(mark, value)
    return text.encode()


LETTER = f"""\
Return-Path: <«verp»>
From: Handel <news@handel.example>
To: Member 1 <{ADDRESS}>
Subject: Nyheter
Message-ID: <«id»@handel.example>
List-Unsubscribe: <https://handel.example/u/«token»>, <mailto:leave@handel.example?subject=unsubscribe%20«token»>
"""


def report(
    who: str, text: str, lines: str, *, to: str = "«verp»", kind: str = "delivery-status", returned: str = LETTER
) -> str:
    """A multipart/report (RFC 6522)."""
    return f"""\
Return-Path: <>
From: {who}
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type={kind};
 boundary="=_b/1"

This is a MIME-encapsulated message.

--=_b/1
Content-Type: text/plain; charset=utf-8

{text}

--=_b/1
Content-Type: message/{kind}

{lines}
--=_b/1
Content-Type: message/rfc822

{returned}
Hej!

--=_b/1--
"""


def _failed(
    name: str, who: str, status: str, diagnosis: str, kind: Kind, *, said: str = "", action: str = "failed"
) -> Case:
    lines = f"""\
Reporting-MTA: dns; mx.two.example
Arrival-Date: Tue, 30 Mar 2021 08:00:00 +0200

Original-Recipient: rfc822;{ADDRESS}
Final-Recipient: rfc822; {ADDRESS}
Action: {action}
Status: {said or status}
Remote-MTA: dns; mx.two.example
Diagnostic-Code: smtp; {diagnosis}
"""  # fmt: skip
    return Case(name, kind, status, report(who, f"Could not be delivered: {diagnosis}", lines))


POSTFIX = "MAILER-DAEMON@relay.handel.example (Mail Delivery System)"
EXCHANGE = "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@two.example>"
EXIM = "Mail Delivery System <Mailer-Daemon@relay.example>"
GMAIL = "Mail Delivery Subsystem <mailer-daemon@googlemail.com>"
HARD, SOFT, US = Kind.HARD, Kind.SOFT, Kind.ABOUT_US

_REPORTS = (
    _failed("postfix-unknown", POSTFIX, "5.1.1", f"550 5.1.1 <{ADDRESS}>: Recipient address rejected: User unknown", HARD),
    _failed("postfix-no-domain", POSTFIX, "5.1.2", "Host or domain name not found. Name service error type=A", HARD, said="5.1.2"),
    _failed("postfix-null-mx", POSTFIX, "5.1.10", "Domain two.example does not accept mail (nullMX)", HARD),
    _failed("postfix-expired", POSTFIX, "4.4.1", "connect to mx.two.example[192.0.2.1]:25: Connection timed out", SOFT),
    _failed("postfix-greylist-given-up", POSTFIX, "4.7.1", f"450 4.7.1 <{ADDRESS}>: Recipient address rejected: Greylisted", SOFT),
    _failed("postfix-quota", POSTFIX, "5.2.2", "552 5.2.2 Mailbox size limit exceeded", SOFT),
    _failed("dovecot-quota", POSTFIX, "5.2.2", "552 5.2.2 <member1> Quota exceeded (mailbox for user is full)", SOFT),
    _failed("exchange-online-unknown", EXCHANGE, "5.1.10", "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup", HARD),
    _failed("exchange-online-edge-blocking", EXCHANGE, "5.4.1", "550 5.4.1 Recipient address rejected: Access denied. [DB5EUR01FT001.eop-EUR01.prod.protection.outlook.com]", SOFT),
    _failed("exchange-online-restricted", EXCHANGE, "5.7.133", "550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup; authentication required", US),
    _failed("exchange-online-full", EXCHANGE, "5.2.2", "554 5.2.2 mailbox full; STOREDRV.Deliver.Exception:QuotaExceededException.MapiExceptionShutoffQuotaExceeded", SOFT),
    _failed("exchange-on-site-unknown", EXCHANGE, "5.1.1", "550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", HARD),
    _failed("exchange-too-large", EXCHANGE, "5.3.4", "550 5.3.4 ROUTING.SizeLimit; message size exceeds fixed maximum", US),
    _failed("exim-unknown-behind-5.0.0", EXIM, "5.1.1", f"550 5.1.1 <{ADDRESS}> User unknown in virtual mailbox table", HARD, said="5.0.0"),
    _failed("exim-words-alone", EXIM, "5.0.0", "550 No such user here", SOFT, said="5.0.0"),
    _failed("exim-retry-timeout", EXIM, "4.0.0", "retry timeout exceeded", SOFT, said="4.0.0"),
    _failed("gmail-unknown", GMAIL, "5.1.1", "550-5.1.1 The email account that you tried to reach does not exist. Please try", HARD),
    _failed("gmail-disabled", GMAIL, "5.2.1", "550-5.2.1 The email account that you tried to reach is inactive.", SOFT),
    _failed("gmail-quota", GMAIL, "5.2.2", "552-5.2.2 The email account that you tried to reach is over quota.", SOFT),
    _failed("gmail-dmarc", GMAIL, "5.7.26", "550-5.7.26 Unauthenticated email from handel.example is not accepted due to domain's DMARC policy.", US),
    _failed("gmail-rate", GMAIL, "4.7.28", "421-4.7.28 Gmail has detected an unusual rate of mail", US),
    _failed("outlook-reputation", POSTFIX, "5.7.1", "550 5.7.1 Unfortunately, messages from [192.0.2.9] weren't sent. (S3140)", US),
    _failed("yahoo-unknown", POSTFIX, "5.0.0", f"554 delivery error: dd This user doesn't have a yahoo.com account ({ADDRESS}) [0]", SOFT, said="5.0.0"),
    _failed("yahoo-policy", POSTFIX, "5.7.9", "554 5.7.9 Message not accepted for policy reasons.", US),
    _failed("icloud-unknown", POSTFIX, "5.1.1", f"550 5.1.1 <{ADDRESS}>: user does not exist", HARD),
    _failed("icloud-full", POSTFIX, "5.2.2", f"552 5.2.2 <{ADDRESS}>: user is over quota", SOFT),
    _failed("sendmail-unknown", "Mail Delivery Subsystem <MAILER-DAEMON@two.example>", "5.1.1", "550 5.1.1 <member1>... User unknown", HARD),
    _failed("sendmail-returned-4", "Mail Delivery Subsystem <MAILER-DAEMON@two.example>", "4.4.7", "Message could not be delivered for 5 days", SOFT),
    _failed("no-mail-for-the-domain", POSTFIX, "5.0.0", "556 this domain accepts no mail", HARD, said="5.0.0"),
    _failed("status-with-a-remark", POSTFIX, "5.1.1", "550 nobody", HARD, said="5.1.1 (bad destination mailbox address)"),
    _failed("a-status-of-success-contradicts", POSTFIX, "", "250 2.0.0 ok", Kind.UNKNOWN, said="2.0.0"),
    _failed("postfix-delayed", POSTFIX, "4.4.1", "connect to mx.two.example[192.0.2.1]:25: Connection refused", Kind.DELAYED, action="delayed"),
    _failed("success", POSTFIX, "2.0.0", "250 2.0.0 Ok: queued", Kind.DELIVERED, action="delivered"),
    _failed("relayed-to-a-server-without-notices", POSTFIX, "2.0.0", "250 ok", Kind.DELIVERED, action="relayed"),
    _failed("expanded-to-a-list", POSTFIX, "2.0.0", "250 ok", Kind.DELIVERED, action="expanded"),
)  # fmt: skip

_DEAD = f"Reporting-MTA: dns; x.example\n\nFinal-Recipient: rfc822; {ADDRESS}\nAction: failed\nStatus: 5.1.1\n"
_OF_NOBODY = "From: x@handel.example\nSubject: Nyheter\n"

_SPECIAL = (
    Case("international-address", HARD, "5.1.1", report(POSTFIX, "no", "Reporting-MTA: dns; x\n\nFinal-Recipient: utf-8; åsa@två.example\nAction: failed\nStatus: 5.1.1\n").replace("message/delivery-status", "message/global-delivery-status").replace("message/rfc822", "message/global")),
    Case("report-in-base64", HARD, "5.1.1", report(POSTFIX, "no", "UmVwb3J0aW5nLU1UQTogZG5zOyB4CgpGaW5hbC1SZWNpcGllbnQ6IHJmYzgyMjsgYUBiLmV4YW1w\nbGUKQWN0aW9uOiBmYWlsZWQKU3RhdHVzOiA1LjEuMQo=\n").replace("message/delivery-status", "message/delivery-status\nContent-Transfer-Encoding: base64", 1)),
    Case("two-recipients-one-lives", Kind.DELIVERED, "2.0.0", report(POSTFIX, "no", f"{_DEAD}\nFinal-Recipient: rfc822; new@two.example\nAction: relayed\nStatus: 2.0.0\n")),
    Case("known-by-the-return-path-of-the-letter", HARD, "5.1.1", report(POSTFIX, "no", _DEAD, to="studs@handel.example")),
    Case("known-by-the-token-of-the-letter", HARD, "5.1.1", report(POSTFIX, "no", _DEAD, to="studs@handel.example", returned=LETTER.partition("\n")[2])),
    Case("known-by-the-token-of-a-letter-without-a-service", HARD, "5.1.1", report(POSTFIX, "no", _DEAD, to="studs@handel.example", returned="List-Unsubscribe: <https://handel.example/leave>,\n <mailto:leave@handel.example?subject=unsubscribe%20«token»>\n")),
    Case("known-by-the-message-id-alone", HARD, "5.1.1", report(POSTFIX, "no", _DEAD, to="studs@handel.example", returned="Message-ID: <«id»@handel.example>\n"), is_signed=False),
    Case("names-an-address-and-proves-nothing", HARD, "5.1.1", report(POSTFIX, "no", _DEAD, to="studs@handel.example", returned=_OF_NOBODY), is_signed=False),
    Case("report-without-a-recipient", Kind.UNKNOWN, "", report(POSTFIX, "no", "Reporting-MTA: dns; x.example\n")),
    Case("complaint", Kind.COMPLAINT, "", report("feedback@yahoo.example", "This is a complaint", "Feedback-Type: abuse\nUser-Agent: Yahoo!-Mail-Feedback/2.0\nVersion: 1\n", kind="feedback-report", to="abuse@handel.example")),
    Case("complaint-without-the-letter", Kind.COMPLAINT, "", report("feedback@two.example", "no", "Feedback-Type: abuse\nUser-Agent: X/1\nVersion: 1\nOriginal-Mail-From: <«verp»>\n", kind="feedback-report", to="abuse@handel.example", returned=_OF_NOBODY)),
    Case("complaint-taken-back", Kind.UNKNOWN, "", report("feedback@two.example", "no", "Feedback-Type: not-spam\nVersion: 1\n", kind="feedback-report")),
    Case("report-of-a-signature", Kind.UNKNOWN, "", report("feedback@two.example", "no", "Feedback-Type: auth-failure\nVersion: 1\n", kind="feedback-report")),
    Case("qmail", HARD, "5.1.1", f"From: MAILER-DAEMON@two.example\nTo: «verp»\nSubject: failure notice\n\nHi. This is the qmail-send program at two.example.\nI'm afraid I wasn't able to deliver your message to the following addresses.\nThis is a permanent error; I've given up. Sorry it didn't work out.\n\n<{ADDRESS}>:\nSorry, no mailbox here by that name. (#5.1.1)\n\n--- Below this line is a copy of the message.\n\nReturn-Path: <x>\nSubject: 4.2.2\n"),
    Case("exim-in-words", SOFT, "", f"From: {EXIM}\nTo: «verp»\nAuto-Submitted: auto-replied\nX-Failed-Recipients: {ADDRESS}\nSubject: Mail delivery failed: returning message to sender\n\nThis message was created automatically by mail delivery software.\n\nA message that you sent could not be delivered to one or more of its\nrecipients. This is a permanent error. The following address(es) failed:\n\n  {ADDRESS}\n    Unrouteable address\n\n------ This is a copy of the message, including all the headers. ------\n\nSubject: 550 5.1.1\n"),
    Case("exim-waits", Kind.DELAYED, "", f"From: {EXIM}\nTo: «verp»\nSubject: Warning: message delayed 24 hours\n\nA message that you sent has not yet been delivered to one or more of its\nrecipients after more than 24 hours on the queue. No action is required.\nDelivery attempts will continue.\n"),
    Case("sendmail-in-words", HARD, "5.1.1", f"From: Mail Delivery Subsystem <MAILER-DAEMON@two.example>\nTo: «verp»\nSubject: Returned mail: see transcript for details\n\n   ----- The following addresses had permanent fatal errors -----\n<{ADDRESS}>\n    (reason: 550 5.1.1 <{ADDRESS}>... User unknown)\n"),
    Case("yahoo-in-words", SOFT, "", f"From: MAILER-DAEMON@yahoo.example\nTo: «verp»\nSubject: Failure Notice\n\nSorry, we were unable to deliver your message to the following address.\n\n<{ADDRESS}>:\nRemote host said: 554 delivery error: This user doesn't have an account [0]\n"),
    Case("exchange-2003-in-words", HARD, "5.1.1", f"From: System Administrator <postmaster@two.example>\nTo: «verp»\nSubject: Undeliverable: Nyheter\n\nYour message did not reach some or all of the intended recipients.\n\n      {ADDRESS} on 2021-03-30 08:00\n            The e-mail account does not exist. <mx.two.example #5.1.1>\n"),
    Case("out-of-office", Kind.AUTO_REPLY, "", "From: A <a@two.example>\nTo: «verp»\nSubject: Automatic reply: Nyheter\nAuto-Submitted: auto-generated\nX-Auto-Response-Suppress: All\n\nI am away until Monday.\n"),
    Case("out-of-office-of-a-program", Kind.AUTO_REPLY, "", "Return-Path: <>\nFrom: A <a@two.example>\nTo: «verp»\nSubject: Re: Nyheter\nAuto-Submitted: auto-replied (vacation)\n\nBack in May.\n"),
    Case("automatiskt-svar", Kind.AUTO_REPLY, "", "From: A <a@two.example>\nTo: «verp»\nSubject: =?utf-8?Q?Automatiskt_svar=3A_Nyheter?=\n\nJag är på semester.\n"),
    Case("franvaro", Kind.AUTO_REPLY, "", "From: A <a@two.example>\nTo: «verp»\nSubject: =?iso-8859-1?Q?Fr=E5nvaro?=\n\nTillbaka på måndag.\n"),
    Case("foraldraledig", Kind.AUTO_REPLY, "", "From: A <a@two.example>\nTo: «verp»\nSubject: Re: Föräldraledig till augusti\n\nKontakta Bo.\n"),
    Case("auto-reply-that-quotes-a-bounce", Kind.AUTO_REPLY, "", "Return-Path: <>\nFrom: Postens helpdesk <help@two.example>\nTo: «verp»\nSubject: Autosvar: Nyheter\nPrecedence: auto_reply\n\nTack! Vi såg felet\n550 5.1.1 User unknown\nA message that you sent could not be delivered\n"),
    Case("x-autoreply", Kind.AUTO_REPLY, "", "From: a@two.example\nTo: «verp»\nSubject: Hej\nX-Autoreply: yes\n\nHej\n"),
    Case("read-receipt", Kind.AUTO_REPLY, "", "From: a@two.example\nTo: «verp»\nSubject: Read: Nyheter\nContent-Type: multipart/report; report-type=disposition-notification; boundary=x\n\n--x\n\nRead.\n--x\nContent-Type: message/disposition-notification\n\nDisposition: manual-action/MDN-sent-manually; displayed\n--x--\n"),
    Case("calendar-reply", Kind.AUTO_REPLY, "", "From: a@two.example\nTo: «verp»\nSubject: Accepterat: Nyheter\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n"),
    Case("leaves-by-mail", Kind.UNSUBSCRIBE, "", "From: A <a@two.example>\nTo: leave@handel.example\nSubject: unsubscribe «token»\n\n"),
    Case("leaves-by-a-program-that-does-not-decode", Kind.UNSUBSCRIBE, "", "From: A <a@two.example>\nTo: leave@handel.example\nSubject: unsubscribe%20«token»\n\n"),
    Case("leaves-by-gmail", Kind.UNSUBSCRIBE, "", "From: A <a@gmail.example>\nTo: leave@handel.example\nSubject: =?UTF-8?Q?unsubscribe?= «token»\nContent-Type: multipart/alternative; boundary=x\n\n--x\n\nThis message was automatically generated by Gmail.\n--x--\n"),
    Case("leaves-by-the-return-path", Kind.UNSUBSCRIBE, "", "From: A <a@two.example>\nTo: «verp»\nSubject: Unsubscribe\n\n"),
    Case("asks-to-leave-and-proves-nothing", Kind.UNSUBSCRIBE, "", "From: A <a@two.example>\nTo: leave@handel.example\nSubject: unsubscribe\n\nplease\n", is_signed=False),
    Case("asks-to-leave-with-half-a-token", Kind.UNSUBSCRIBE, "", "From: A <a@two.example>\nTo: leave@handel.example\nSubject: unsubscribe AQAAAAAAAAAB\n\n", is_signed=False),
    Case("null-return-path-alone", Kind.UNKNOWN, "", "Return-Path: <>\nFrom: a@two.example\nTo: «verp»\nSubject: Hej\n\nA message that you sent could not be delivered: 550 5.1.1\n"),
    Case("a-person-answers", Kind.UNKNOWN, "", "From: A <a@two.example>\nTo: «verp»\nSubject: Re: Nyheter\n\nVad roligt! Vi såg att 550 5.1.1 kom en gång.\n"),
    Case("a-copy-of-our-letter", Kind.UNKNOWN, "", f"{LETTER}Auto-Submitted: auto-generated\n\nHej!\n"),
    Case("spam", Kind.UNKNOWN, "", "From: Win <w@x.example>\nTo: studs@handel.example\nSubject: You have won\n\n<a href=x>Unsubscribe</a> 5.1.1\n"),
    Case("a-bounce-that-a-person-passes-on", Kind.UNKNOWN, "", "From: A <a@two.example>\nTo: «verp»\nSubject: Look\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\nsee\n--y\nContent-Type: message/rfc822\n\n" + report(POSTFIX, "no", _DEAD) + "\n--y--\n"),
    Case("empty", Kind.UNKNOWN, "", ""),
    Case("only-an-empty-line", Kind.UNKNOWN, "", "\n"),
    Case("nested-beyond-sense", Kind.UNKNOWN, "", "To: «verp»\n" + "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(300)) + report(POSTFIX, "no", _DEAD)),
    Case("huge", HARD, "5.1.1", report(POSTFIX, "no", _DEAD, returned=f"{LETTER}\n{'x' * 76}\n" * 5 + "åäö\n" * 500_000)),
    Case("a-thousand-headers", Kind.UNKNOWN, "", "".join(f"X-{n}: {n}\n" for n in range(5000)) + "To: «verp»\n\n"),
)  # fmt: skip

CASES = (*_REPORTS, *_SPECIAL)
