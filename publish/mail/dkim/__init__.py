"""
Signs letters, so that receivers can tell who answers for them (RFC 6376, 8301, 8463).

    keys       private keys, kept as secrets, and the records that the DNS should have
    signing    a template of letters and a recipient's values give the DKIM-Signature headers
    headers    which headers are signed
    body       the hash of the body
    canonical  what servers on the way may change without harm
    verifying  the first letter of a send, verified by a program that had no part in signing it
"""

from publish.mail.dkim.keys import Key, read_key
from publish.mail.dkim.signing import Signing
from publish.mail.dkim.verifying import verify_first

__all__ = ["Key", "Signing", "read_key", "verify_first"]
