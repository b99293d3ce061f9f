"""The audit as a chain that is only added to."""

import sqlalchemy as sa
from alembic import op

from assistant.store.audit import START, sealed
from assistant.store.tables import Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# Nothing changes but that an owner is forgotten: owner and salt, and only to nothing.
KEPT = ("id", "at", "kind", "conversation_id", "turn", "mark", "previous", "hash")
REFUSAL = "the audit is only added to"


def upgrade() -> None:
    for name, size in (("previous", 64), ("hash", 64)):
        op.add_column("audit", sa.Column(name, sa.String(size), nullable=False, server_default=""))
    op.add_column("audit", sa.Column("salt", sa.String(32)))
    op.add_column("audit", sa.Column("mark", sa.String(64)))
    _chain_what_is_there()
    op.create_index("ix_audit_previous", "audit", ["previous"], unique=True)
    if op.get_bind().dialect.name == "postgresql":
        for name in ("previous", "hash"):
            op.alter_column("audit", name, server_default=None)
        _guard_postgresql()
    else:
        _guard_sqlite()


def _chain_what_is_there() -> None:
    connection = op.get_bind()
    audit = sa.table(
        "audit",
        *(sa.column(name) for name in ("id", "kind", "owner", "conversation_id", "turn")),
        *(sa.column(name) for name in ("previous", "hash", "salt", "mark")),
        sa.column("at", Moment),
        sa.column("data", sa.JSON),
    )
    previous = START
    for row in connection.execute(sa.select(audit).order_by(audit.c.id)).all():
        chained = sealed(dict(row._mapping), previous)
        connection.execute(sa.update(audit).where(audit.c.id == row.id).values(**chained))
        previous = chained["hash"]


def _guard_sqlite() -> None:
    same = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in (*KEPT, "data"))
    op.execute(
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit "
        f"WHEN NOT ({same} AND NEW.owner IS NULL AND NEW.salt IS NULL) "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
    op.execute(f"CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END")


def _guard_postgresql() -> None:
    same = " AND ".join(f"NEW.{name} IS NOT DISTINCT FROM OLD.{name}" for name in KEPT)
    op.execute(
        "CREATE FUNCTION audit_guard() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' AND {same} AND NEW.data::text = OLD.data::text "
        "AND NEW.owner IS NULL AND NEW.salt IS NULL THEN RETURN NEW; END IF; "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    op.execute(
        "CREATE TRIGGER audit_guard BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION audit_guard()"
    )
    op.execute(
        "CREATE TRIGGER audit_guard_all BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION audit_guard()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER audit_guard_all ON audit")
        op.execute("DROP TRIGGER audit_guard ON audit")
        op.execute("DROP FUNCTION audit_guard()")
    else:
        op.execute("DROP TRIGGER audit_no_update")
        op.execute("DROP TRIGGER audit_no_delete")
    op.drop_index("ix_audit_previous", "audit")
    for name in ("mark", "salt", "hash", "previous"):
        op.drop_column("audit", name)
