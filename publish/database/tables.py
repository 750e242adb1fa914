"""
The tables: who is a member and may be written to, and who was sent what.

Written for SQLAlchemy Core, so that SQLite and PostgreSQL serve the same. Changes go through `migrations`.
Times are whole seconds since 1970, UTC. An address stands in `member`, and in `delivery` until its send is over.
"""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata = MetaData(naming_convention=_NAMES)

_Number = BigInteger().with_variant(Integer, "sqlite")
"""A row's number; SQLite counts by itself only what is an INTEGER."""

member = Table(
    "member",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("code", LargeBinary(8), nullable=False, unique=True),  # random; stands for the member everywhere else
    Column("key", LargeBinary(32), nullable=False, unique=True),  # HMAC-SHA256 of the folded address
    Column("address", String(254)),  # null once the member is forgotten
    Column("name", Text, nullable=False, default=""),
    Column("first_name", Text, nullable=False, default=""),
    Column("company", Text, nullable=False, default=""),
    Column("language", String(16), nullable=False, default=""),  # empty: none was said
    Column("external_id", Text, nullable=False, default=""),
    Column("since", _Number, nullable=False),
    Column("changed", _Number, nullable=False),
    Index("ix_member_external_id", "external_id"),
)

segment = Table(
    "segment",
    metadata,
    Column("member", _Number, ForeignKey("member.number"), primary_key=True),
    Column("name", String(64), primary_key=True),
    Index("ix_segment_name", "name"),
    sqlite_with_rowid=False,
)

consent = Table(
    "consent",
    metadata,
    Column("number", _Number, primary_key=True, autoincrement=False),  # 1, 2, 3 …: a gap shows that a row is gone
    Column("member", _Number, ForeignKey("member.number"), nullable=False),
    Column("action", String(16), nullable=False),
    Column("basis", String(32), nullable=False),
    Column("source", Text, nullable=False),  # where it was given: a form, a list, a meeting
    Column("given", String(32), nullable=False),  # the day or time it was given, as the source has it (ISO 8601)
    Column("shown", Text, nullable=False, default=""),  # the words that the person saw
    Column("recorded", _Number, nullable=False),
    Column("salt", LargeBinary(16)),  # null once the member is forgotten: then nobody can guess what `digest` hides
    Column("digest", LargeBinary(32), nullable=False),  # SHA-256 over the salt and the row's content
    Column("chain", LargeBinary(32), nullable=False),  # SHA-256 over the chain of the row before and `digest`
    CheckConstraint("action in ('given', 'withdrawn')", name="action"),
    Index("ix_consent_member", "member", "number"),
)
"""
Only ever added to: what stands here proves what was given and when.

The chain goes over digests, not over words, so that the words of a forgotten member can be erased and the chain still
be followed.
"""

suppression = Table(
    "suppression",
    metadata,
    Column("key", LargeBinary(32), primary_key=True),  # as in `member`; outlives the member
    Column("reason", String(16), nullable=False),
    Column("evidence", Text, nullable=False, default=""),  # without addresses
    Column("since", _Number, nullable=False),
    CheckConstraint("reason in ('unsubscribed', 'bounced', 'complained', 'manual', 'forgotten')", name="reason"),
)

edition = Table(
    "edition",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("name", String(128), nullable=False, unique=True),
)

send = Table(
    "send",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("edition", _Number, ForeignKey("edition.number"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("seal", String(64), nullable=False),  # SHA-256 of the manifest, hexadecimal
    Column("segment", String(64), nullable=False, default=""),
    Column("frozen", _Number, nullable=False),
    Column("starts", _Number, nullable=False),
    Column("ended", _Number),
    Column("relay", Text, nullable=False, default=""),  # without a password
    Column("excluded", Text, nullable=False),  # JSON: how many were left out, by reason
    Column("template", String(64), nullable=False),  # SHA-256 over all that every copy shares
)

delivery = Table(
    "delivery",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("send", _Number, ForeignKey("send.number"), nullable=False),
    Column("member", _Number, ForeignKey("member.number"), nullable=False),
    Column("edition", _Number, ForeignKey("edition.number"), nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("due", _Number, nullable=False, default=0),  # not before this time
    Column("phase", String(16), nullable=False, default=""),
    Column("reply", Integer, nullable=False, default=0),
    Column("status", String(16), nullable=False, default=""),
    Column("text", Text, nullable=False, default=""),  # the server's words, without the address
    Column("changed", _Number, nullable=False),
    Column("provider", String(64), nullable=False, default=""),  # the domain, or who runs its mail
    Column("language", String(16), nullable=False),
    Column("address", String(254)),
    Column("name", Text, nullable=False, default=""),
    Column("first_name", Text, nullable=False, default=""),
    Column("company", Text, nullable=False, default=""),
    UniqueConstraint("edition", "member"),  # nobody gets an edition twice, whatever is asked
    CheckConstraint(
        "state in ('queued', 'in-flight', 'accepted', 'deferred', 'rejected', 'uncertain', 'suppressed')", name="state"
    ),
    Index("ix_delivery_send", "send", "number"),
)
Index(
    "ix_delivery_deferred",
    delivery.c.send,
    delivery.c.due,
    sqlite_where=delivery.c.state == "deferred",
    postgresql_where=delivery.c.state == "deferred",
)

doubt = Table(
    "doubt",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("delivery", _Number, ForeignKey("delivery.number"), nullable=False, index=True),
    Column("since", _Number, nullable=False),
    Column("cause", Text, nullable=False),
    Column("resolved", String(16), nullable=False, default=""),  # resend, accepted, held
)
"""Every time it could not be known whether a server had taken a letter. Only ever added to."""

pace = Table(
    "pace",
    metadata,
    Column("bucket", String(255), primary_key=True),  # relay, or relay and provider
    Column("tokens", Text, nullable=False),  # a number, as text: the same in every database
    Column("changed", _Number, nullable=False),
    Column("hold", _Number, nullable=False, default=0),  # nothing before this time
    Column("connections", Integer, nullable=False, default=0),  # 0: as many as set
)

bounce = Table(
    "bounce",
    metadata,
    Column("number", _Number, primary_key=True),
    Column("digest", LargeBinary(32), nullable=False, unique=True),  # SHA-256 of the mail: nothing is counted twice
    Column("member", _Number, ForeignKey("member.number"), index=True),  # null where nothing follows from the mail
    Column("send", _Number, ForeignKey("send.number")),
    Column("kind", String(16), nullable=False),
    Column("status", String(16), nullable=False, default=""),
    Column("evidence", Text, nullable=False, default=""),  # the server's words, without the address
    Column("action", String(16), nullable=False, default=""),  # what followed
    Column("since", _Number, nullable=False),
)
"""Every mail that came back and was dealt with. Only ever added to."""
