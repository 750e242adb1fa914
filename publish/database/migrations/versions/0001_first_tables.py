"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Do it."""
    op.create_table(
        "edition",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("name", sa.String(length=128), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_edition")),
        sa.UniqueConstraint("name", name=op.f("uq_edition_name")),
    )
    op.create_table(
        "member",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("code", sa.LargeBinary(length=8), nullable=False),
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("external_id", sa.Text(), nullable=False),
        sa.Column("since", _NUMBER, nullable=False),
        sa.Column("changed", _NUMBER, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_member")),
        sa.UniqueConstraint("code", name=op.f("uq_member_code")),
        sa.UniqueConstraint("key", name=op.f("uq_member_key")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index("ix_member_external_id", ["external_id"], unique=False)

    op.create_table(
        "pace",
        sa.Column("bucket", sa.String(length=255), nullable=False),
        sa.Column("tokens", sa.Text(), nullable=False),
        sa.Column("changed", _NUMBER, nullable=False),
        sa.Column("hold", _NUMBER, nullable=False),
        sa.Column("connections", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_pace")),
    )
    op.create_table(
        "suppression",
        sa.Column("key", sa.LargeBinary(length=32), nullable=False),
        sa.Column("reason", sa.String(length=16), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("since", _NUMBER, nullable=False),
        sa.CheckConstraint(
            "reason in ('unsubscribed', 'bounced', 'complained', 'manual', 'forgotten')",
            name=op.f("ck_suppression_reason"),
        ),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_suppression")),
    )
    op.create_table(
        "consent",
        sa.Column("number", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("member", _NUMBER, nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("basis", sa.String(length=32), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("given", sa.String(length=32), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("recorded", _NUMBER, nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=True),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("chain", sa.LargeBinary(length=32), nullable=False),
        sa.CheckConstraint("action in ('given', 'withdrawn')", name=op.f("ck_consent_action")),
        sa.ForeignKeyConstraint(["member"], ["member.number"], name=op.f("fk_consent_member")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index("ix_consent_member", ["member", "number"], unique=False)

    op.create_table(
        "segment",
        sa.Column("member", _NUMBER, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["member"], ["member.number"], name=op.f("fk_segment_member")),
        sa.PrimaryKeyConstraint("member", "name", name=op.f("pk_segment")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("segment", schema=None) as batch_op:
        batch_op.create_index("ix_segment_name", ["name"], unique=False)

    op.create_table(
        "send",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("edition", _NUMBER, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("seal", sa.String(length=64), nullable=False),
        sa.Column("segment", sa.String(length=64), nullable=False),
        sa.Column("frozen", _NUMBER, nullable=False),
        sa.Column("starts", _NUMBER, nullable=False),
        sa.Column("ended", _NUMBER, nullable=True),
        sa.Column("relay", sa.Text(), nullable=False),
        sa.Column("excluded", sa.Text(), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"], name=op.f("fk_send_edition")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_send")),
    )
    op.create_table(
        "delivery",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("send", _NUMBER, nullable=False),
        sa.Column("member", _NUMBER, nullable=False),
        sa.Column("edition", _NUMBER, nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due", _NUMBER, nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("reply", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("changed", _NUMBER, nullable=False),
        sa.Column("provider", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("address", sa.String(length=254), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "state in ('queued', 'in-flight', 'accepted', 'deferred', 'rejected', 'uncertain', 'suppressed')",
            name=op.f("ck_delivery_state"),
        ),
        sa.ForeignKeyConstraint(["edition"], ["edition.number"], name=op.f("fk_delivery_edition")),
        sa.ForeignKeyConstraint(["member"], ["member.number"], name=op.f("fk_delivery_member")),
        sa.ForeignKeyConstraint(["send"], ["send.number"], name=op.f("fk_delivery_send")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_delivery")),
        sa.UniqueConstraint("edition", "member", name=op.f("uq_delivery_edition_member")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delivery_deferred",
            ["send", "due"],
            unique=False,
            sqlite_where=sa.text("state = 'deferred'"),
            postgresql_where=sa.text("state = 'deferred'"),
        )
        batch_op.create_index("ix_delivery_send", ["send", "number"], unique=False)

    op.create_table(
        "doubt",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("delivery", _NUMBER, nullable=False),
        sa.Column("since", _NUMBER, nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("resolved", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["delivery"], ["delivery.number"], name=op.f("fk_doubt_delivery")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_doubt")),
    )
    with op.batch_alter_table("doubt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_doubt_delivery"), ["delivery"], unique=False)
