"""
A sealed letter and a `Recipient` give one `Message`: octets that are the same whenever they are made again.

    1. fields, marks    a closed list of merge fields; where they stand decides how they are escaped
    2. plan, faults     letter and settings together, or all that is wrong with them
    3. heads, bodies    everything that is the same for everybody, encoded once (quoted)
    4. slots            what is not: recipient, Message-ID, token, merge fields
    5. template         puts both together, some ten microseconds a letter
"""

from publish.mail.message.fields import FIELDS
from publish.mail.message.frozen import Frozen
from publish.mail.message.template import Template

__all__ = ["FIELDS", "Frozen", "Template"]
