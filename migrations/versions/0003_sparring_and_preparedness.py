"""sparring and preparedness"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "expected_load",
        sa.Column("unit_id", sa.Uuid(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("weight", sa.String(), nullable=False),
        sa.Column("support", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("seer_id", sa.Uuid(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=False),
        sa.Column("made_by", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("enough", sa.String(), nullable=True),
        sa.Column("learned", sa.Text(), nullable=True),
        sa.Column("learned_lang", sa.String(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_expected_load_group_id")),
        sa.ForeignKeyConstraint(["seer_id"], ["person.id"], name=op.f("fk_expected_load_seer_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_expected_load_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected_load")),
    )
    with op.batch_alter_table("expected_load", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_expected_load_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_expected_load_seer_id"), ["seer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_expected_load_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "personal_warning",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("came_back", sa.Boolean(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_personal_warning_other_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_personal_warning_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personal_warning")),
    )
    with op.batch_alter_table("personal_warning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_personal_warning_person_id"), ["person_id"], unique=False)
        batch_op.create_index(
            "uq_personal_warning_open",
            ["person_id", "other_id", "rule"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    with op.batch_alter_table("early_warning", schema=None) as batch_op:
        batch_op.add_column(sa.Column("came_back", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))

    with op.batch_alter_table("warning_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("warning_rule", schema=None) as batch_op:
        batch_op.drop_column("number")

    with op.batch_alter_table("early_warning", schema=None) as batch_op:
        batch_op.drop_column("came_back")

    with op.batch_alter_table("personal_warning", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_personal_warning_open",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_personal_warning_person_id"))

    op.drop_table("personal_warning")
    with op.batch_alter_table("expected_load", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expected_load_unit_id"))
        batch_op.drop_index(batch_op.f("ix_expected_load_seer_id"))
        batch_op.drop_index(batch_op.f("ix_expected_load_group_id"))

    op.drop_table("expected_load")
