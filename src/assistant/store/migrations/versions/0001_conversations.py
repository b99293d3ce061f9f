"""Conversations with their turns, and the requests and tickets that come of a turn."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from assistant.store.tables import Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "conversations",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("locale", sa.String(8), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("state", sa.JSON, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conversations"),
    )
    op.create_table(
        "turns",
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("turn", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("request", sa.JSON, nullable=False),
        sa.Column("reply", sa.JSON, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("conversation_id", "turn", name="pk_turns"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_turns_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "requests",
        *_attached(),
        sa.Column("decision", sa.JSON, nullable=False),
        sa.Column("editions", sa.JSON, nullable=False),
        *_constraints("requests"),
    )
    op.create_table(
        "tickets",
        *_attached(),
        sa.Column("reason", sa.String(64), nullable=False),
        sa.Column("facts", sa.JSON, nullable=False),
        *_constraints("tickets"),
    )
    op.create_index("ix_requests_conversation_id_turn", "requests", ["conversation_id", "turn"])
    op.create_index("ix_tickets_conversation_id_turn", "tickets", ["conversation_id", "turn"])
    op.create_index("ix_tickets_status_created_at", "tickets", ["status", "created_at"])


def downgrade() -> None:
    for table in ("tickets", "requests", "turns", "conversations"):
        op.drop_table(table)


def _attached() -> list[sa.Column[Any]]:
    return [
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
    ]


def _constraints(table: str) -> list[sa.Constraint]:
    return [
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(
            ["conversation_id", "turn"],
            ["turns.conversation_id", "turns.turn"],
            name=f"fk_{table}_conversation_id",
            ondelete="CASCADE",
        ),
    ]
