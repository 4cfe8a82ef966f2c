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
        "noticed",
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_noticed_by_id")),
        sa.ForeignKeyConstraint(["to_id"], ["person.id"], name=op.f("fk_noticed_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_noticed")),
    )
    with op.batch_alter_table("noticed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_noticed_by_id"), ["by_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_noticed_to_id"), ["to_id"], unique=False)

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

    op.create_table(
        "supervision_facilitation",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["leadership_group.id"], name=op.f("fk_supervision_facilitation_group_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_supervision_facilitation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_facilitation")),
        sa.UniqueConstraint("group_id", "person_id", name=op.f("uq_supervision_facilitation_group_id_person_id")),
    )
    with op.batch_alter_table("supervision_facilitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_facilitation_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supervision_facilitation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "supervision_method",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("steps", sa.JSON(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_supervision_method_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_method")),
    )
    with op.batch_alter_table("supervision_method", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_method_group_id"), ["group_id"], unique=False)

    op.create_table(
        "supervision_session",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("meant", sa.Date(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("acute_id", sa.Uuid(), nullable=True),
        sa.Column("interviewer_id", sa.Uuid(), nullable=True),
        sa.Column("keeper_id", sa.Uuid(), nullable=True),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("step", sa.Integer(), nullable=True),
        sa.Column("stepped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("more", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["acute_id"], ["person.id"], name=op.f("fk_supervision_session_acute_id")),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_supervision_session_group_id")),
        sa.ForeignKeyConstraint(["interviewer_id"], ["person.id"], name=op.f("fk_supervision_session_interviewer_id")),
        sa.ForeignKeyConstraint(["keeper_id"], ["person.id"], name=op.f("fk_supervision_session_keeper_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_session")),
    )
    with op.batch_alter_table("supervision_session", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_session_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supervision_session_state"), ["state"], unique=False)

    op.create_table(
        "supervision_turn",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_supervision_turn_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_supervision_turn_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_turn")),
        sa.UniqueConstraint("group_id", "person_id", name=op.f("uq_supervision_turn_group_id_person_id")),
    )
    with op.batch_alter_table("supervision_turn", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_supervision_turn_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_supervision_turn_person_id"), ["person_id"], unique=False)

    op.create_table(
        "support_offer",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("says", sa.LargeBinary(), nullable=False),
        sa.Column("offered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("came_back", sa.Boolean(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_offer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_offer")),
    )
    with op.batch_alter_table("support_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_offer_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_support_offer_request_id"), ["request_id"], unique=False)

    op.create_table(
        "dialogue_checkin_share",
        sa.Column("checkin_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("with_id", sa.Uuid(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["checkin_id"], ["dialogue_checkin.id"], name=op.f("fk_dialogue_checkin_share_checkin_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dialogue_checkin_share_person_id")),
        sa.ForeignKeyConstraint(["with_id"], ["person.id"], name=op.f("fk_dialogue_checkin_share_with_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_checkin_share")),
        sa.UniqueConstraint("checkin_id", "with_id", name=op.f("uq_dialogue_checkin_share_checkin_id_with_id")),
    )
    with op.batch_alter_table("dialogue_checkin_share", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_checkin_share_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_checkin_share_with_id"), ["with_id"], unique=False)

    op.create_table(
        "supervision_frame",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("method_id", sa.Uuid(), nullable=True),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("at", sa.Time(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cadence", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_supervision_frame_group_id")),
        sa.ForeignKeyConstraint(["method_id"], ["supervision_method.id"], name=op.f("fk_supervision_frame_method_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_frame")),
        sa.UniqueConstraint("group_id", name=op.f("uq_supervision_frame_group_id")),
    )
    with op.batch_alter_table("early_warning", schema=None) as batch_op:
        batch_op.add_column(sa.Column("came_back", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.add_column(sa.Column("known_from", sa.Date(), server_default="2000-01-01", nullable=False))

    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("known_from", sa.Date(), server_default="2000-01-01", nullable=False))

    with op.batch_alter_table("warning_rule", schema=None) as batch_op:
        batch_op.add_column(sa.Column("number", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("warning_rule", schema=None) as batch_op:
        batch_op.drop_column("number")

    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_column("known_from")

    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_column("known_from")

    with op.batch_alter_table("early_warning", schema=None) as batch_op:
        batch_op.drop_column("came_back")

    op.drop_table("supervision_frame")
    with op.batch_alter_table("dialogue_checkin_share", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_checkin_share_with_id"))
        batch_op.drop_index(batch_op.f("ix_dialogue_checkin_share_person_id"))

    op.drop_table("dialogue_checkin_share")
    with op.batch_alter_table("support_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_offer_request_id"))
        batch_op.drop_index(batch_op.f("ix_support_offer_person_id"))

    op.drop_table("support_offer")
    with op.batch_alter_table("supervision_turn", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_turn_person_id"))
        batch_op.drop_index(batch_op.f("ix_supervision_turn_group_id"))

    op.drop_table("supervision_turn")
    with op.batch_alter_table("supervision_session", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_session_state"))
        batch_op.drop_index(batch_op.f("ix_supervision_session_group_id"))

    op.drop_table("supervision_session")
    with op.batch_alter_table("supervision_method", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_method_group_id"))

    op.drop_table("supervision_method")
    with op.batch_alter_table("supervision_facilitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_supervision_facilitation_person_id"))
        batch_op.drop_index(batch_op.f("ix_supervision_facilitation_group_id"))

    op.drop_table("supervision_facilitation")
    with op.batch_alter_table("personal_warning", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_personal_warning_open",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_personal_warning_person_id"))

    op.drop_table("personal_warning")
    with op.batch_alter_table("noticed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_noticed_to_id"))
        batch_op.drop_index(batch_op.f("ix_noticed_by_id"))

    op.drop_table("noticed")
    with op.batch_alter_table("expected_load", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_expected_load_unit_id"))
        batch_op.drop_index(batch_op.f("ix_expected_load_seer_id"))
        batch_op.drop_index(batch_op.f("ix_expected_load_group_id"))

    op.drop_table("expected_load")
