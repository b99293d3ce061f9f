"""What is looked for in a long history has an index: the newest, and what is an owner's."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

MOMENTS = (("audit", "at"), ("requests", "created_at"), ("tickets", "created_at"))
# Visitors' rows have no owner and are not in these: they cost a visitor's message nothing.
OWNERS = ("audit", "conversations", "tickets")


def upgrade() -> None:
    for table, column in MOMENTS:
        op.create_index(f"ix_{table}_{column}", table, [column])
    owned = sa.text("owner IS NOT NULL")
    for table in OWNERS:
        op.create_index(f"ix_{table}_owner", table, ["owner"], sqlite_where=owned, postgresql_where=owned)


def downgrade() -> None:
    for table in OWNERS:
        op.drop_index(f"ix_{table}_owner", table)
    for table, column in MOMENTS:
        op.drop_index(f"ix_{table}_{column}", table)
