"""Where channels without conversation ids go on, and which of their deliveries were answered."""

import sqlalchemy as sa
from alembic import op

from assistant.store.tables import Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "threads",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_threads"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_threads_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_threads_conversation_id", "threads", ["conversation_id"])
    op.create_table(
        "deliveries",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_deliveries"),
        sa.ForeignKeyConstraint(
            ["conversation_id", "turn"],
            ["turns.conversation_id", "turns.turn"],
            name="fk_deliveries_conversation_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_deliveries_conversation_id_turn", "deliveries", ["conversation_id", "turn"])


def downgrade() -> None:
    op.drop_table("deliveries")
    op.drop_table("threads")
