"""Contracts, the life of a request, notices, audit, the outbox, and replies kept by key."""

import sqlalchemy as sa
from alembic import op

from assistant.store.tables import Counter, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TABLES = (
    *("replies", "leases", "outbox", "events", "audit", "contracts", "notices"),
    *("request_items", "request_steps"),
)


def upgrade() -> None:
    op.add_column("conversations", sa.Column("owner", sa.String(200)))
    op.create_index("ix_conversations_updated_at", "conversations", ["updated_at"])
    op.add_column("tickets", sa.Column("owner", sa.String(200)))
    for column in (
        sa.Column("kind", sa.String(16), nullable=False, server_default="change"),
        sa.Column("service", sa.String(16), nullable=False, server_default=""),
        sa.Column("locale", sa.String(8), nullable=False, server_default="ja"),
        sa.Column("owner", sa.String(200)),
        sa.Column("contract_id", sa.String(64)),
        sa.Column("contract_version", sa.Integer),
        sa.Column("subject", sa.String(200), nullable=False, server_default=""),
        sa.Column("items", sa.JSON, nullable=False, server_default="[]"),
    ):
        op.add_column("requests", column)
    op.create_index("ix_requests_status_created_at", "requests", ["status", "created_at"])
    op.create_index("ix_requests_contract_id", "requests", ["contract_id"])
    op.create_index("ix_requests_owner", "requests", ["owner"])
    _requests()
    _notices()
    _contracts()
    _records()
    _outbox()


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)
    for name in ("owner", "contract_id", "status_created_at"):
        op.drop_index(f"ix_requests_{name}", "requests")
    for name in ("items", "subject", "contract_version", "contract_id", "owner", "locale", "service", "kind"):
        op.drop_column("requests", name)
    op.drop_column("tickets", "owner")
    op.drop_index("ix_conversations_updated_at", "conversations")
    op.drop_column("conversations", "owner")


def _requests() -> None:
    op.create_table(
        "request_steps",
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("actor", sa.String(200)),
        sa.Column("reason", sa.String(1000)),
        sa.PrimaryKeyConstraint("request_id", "number", name="pk_request_steps"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name="fk_request_steps_request_id", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "request_items",
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("item", sa.String(64), nullable=False),
        sa.Column("request_id", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("subject", "item", name="pk_request_items"),
        sa.ForeignKeyConstraint(
            ["request_id"], ["requests.id"], name="fk_request_items_request_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_request_items_request_id", "request_items", ["request_id"])


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("conversation_id", sa.String(64), nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("author", sa.String(200)),
        sa.Column("ticket_id", sa.String(64)),
        sa.Column("request_id", sa.String(64)),
        sa.Column("text", sa.JSON, nullable=False),
        sa.Column("shown_turn", sa.Integer),
        sa.PrimaryKeyConstraint("conversation_id", "number", name="pk_notices"),
        sa.ForeignKeyConstraint(
            ["conversation_id"], ["conversations.id"], name="fk_notices_conversation_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_notices_ticket_id", "notices", ["ticket_id"])


def _contracts() -> None:
    op.create_table(
        "contracts",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("customer", sa.String(200), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("service", sa.String(16), nullable=False),
        sa.Column("configuration", sa.JSON, nullable=False),
        sa.Column("billing_start", sa.Date),
        sa.Column("monthly_fee", sa.BigInteger),
        sa.Column("edition", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contracts"),
    )
    op.create_index("ix_contracts_customer", "contracts", ["customer"])


def _records() -> None:
    op.create_table(
        "audit",
        sa.Column("id", Counter, nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("owner", sa.String(200)),
        sa.Column("conversation_id", sa.String(64)),
        sa.Column("turn", sa.Integer),
        sa.Column("data", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_conversation_id", "audit", ["conversation_id"])
    op.create_table(
        "replies",
        sa.Column("owner", sa.String(200), nullable=False),
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("body", sa.JSON, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("owner", "key", name="pk_replies"),
    )
    op.create_index("ix_replies_expires_at", "replies", ["expires_at"])


def _outbox() -> None:
    op.create_table(
        "events",
        sa.Column("number", Counter, nullable=False),
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(64), nullable=False),
        sa.Column("at", Moment, nullable=False),
        sa.Column("data", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_events"),
        sa.UniqueConstraint("id", name="uq_events_id"),
    )
    op.create_table(
        "outbox",
        sa.Column("event_number", Counter, nullable=False),
        sa.Column("url", sa.String(2000), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("next_at", Moment, nullable=False),
        sa.Column("updated_at", Moment, nullable=False),
        sa.Column("error", sa.String(200)),
        sa.PrimaryKeyConstraint("event_number", "url", name="pk_outbox"),
        sa.ForeignKeyConstraint(["event_number"], ["events.number"], name="fk_outbox_event_number", ondelete="CASCADE"),
    )
    op.create_index("ix_outbox_status_next_at", "outbox", ["status", "next_at"])
    op.create_table(
        "leases",
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("holder", sa.String(64), nullable=False),
        sa.Column("until", Moment, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_leases"),
    )
