"""What came back."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Do it."""
    op.create_table(
        "bounce",
        sa.Column("number", _NUMBER, nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("member", _NUMBER, nullable=True),
        sa.Column("send", _NUMBER, nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("action", sa.String(length=16), nullable=False),
        sa.Column("since", _NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["member"], ["member.number"], name=op.f("fk_bounce_member")),
        sa.ForeignKeyConstraint(["send"], ["send.number"], name=op.f("fk_bounce_send")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_bounce")),
        sa.UniqueConstraint("digest", name=op.f("uq_bounce_digest")),
    )
    with op.batch_alter_table("bounce", schema=None) as batch_op:
        batch_op.create_index("ix_bounce_member", ["member"], unique=False)
