"""plan and doors"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "act",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_act")),
        info={"append_only": True},
    )
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.create_index("ix_act_actor", ["actor_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_act_batch"), ["batch"], unique=False)

    op.create_table(
        "annual_discussion",
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("last", sa.JSON(), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("cooperation", sa.Text(), nullable=False),
        sa.Column("competences", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("begun_by", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("figures", sa.JSON(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_annual_discussion")),
        sa.UniqueConstraint("year", name=op.f("uq_annual_discussion_year")),
    )
    op.create_table(
        "audit_seal",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("ring_id", sa.String(), nullable=False),
        sa.Column("mark", sa.String(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_audit_seal")),
        info={"append_only": True},
    )
    op.create_table(
        "catalogue_entry",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("level", sa.String(), nullable=True),
        sa.Column("factors", sa.JSON(), nullable=False),
        sa.Column("statements", sa.JSON(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catalogue_entry")),
    )
    op.create_table(
        "figure_basis",
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure_basis")),
        info={"append_only": True},
    )
    op.create_table(
        "keeping",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("days", sa.JSON(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keeping")),
    )
    op.create_table(
        "plan_roadmap_template",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("weeks", sa.JSON(), nullable=False),
        sa.Column("names", sa.JSON(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_roadmap_template")),
    )
    op.create_table(
        "swept",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swept")),
    )
    with op.batch_alter_table("swept", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_swept_at"), ["at"], unique=False)

    op.create_table(
        "wheel_entry",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("every_years", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wheel_entry")),
    )
    op.create_table(
        "figure",
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("scope_id", sa.Uuid(), nullable=False),
        sa.Column("occasion", sa.String(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("basis_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("high", sa.Integer(), nullable=True),
        sa.Column("band", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["basis_id"], ["figure_basis.id"], name=op.f("fk_figure_basis_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_figure")),
        sa.UniqueConstraint("question", "scope_id", "occasion", name=op.f("uq_figure_question_scope_id_occasion")),
        info={"append_only": True},
    )
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_figure_basis_id"), ["basis_id"], unique=False)

    op.create_table(
        "figure_person",
        sa.Column("basis_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["basis_id"], ["figure_basis.id"], name=op.f("fk_figure_person_basis_id")),
        sa.PrimaryKeyConstraint("basis_id", "person_id", name=op.f("pk_figure_person")),
        info={"append_only": True},
    )
    op.create_table(
        "data_copy",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_data_copy_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_data_copy")),
    )
    op.create_table(
        "dialogue",
        sa.Column("leader_id", sa.Uuid(), nullable=False),
        sa.Column("nearest_id", sa.Uuid(), nullable=False),
        sa.Column("set_by", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name=op.f("fk_dialogue_leader_id")),
        sa.ForeignKeyConstraint(["nearest_id"], ["person.id"], name=op.f("fk_dialogue_nearest_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue")),
    )
    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_leader_id"), ["leader_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_nearest_id"), ["nearest_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_state"), ["state"], unique=False)

    op.create_table(
        "dialogue_checkin",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("says", sa.LargeBinary(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dialogue_checkin_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_checkin")),
        sa.UniqueConstraint("person_id", "day", name=op.f("uq_dialogue_checkin_person_id_day")),
    )
    with op.batch_alter_table("dialogue_checkin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_checkin_person_id"), ["person_id"], unique=False)

    op.create_table(
        "dialogue_note",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dialogue_note_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_note")),
        sa.UniqueConstraint("person_id", "question", name=op.f("uq_dialogue_note_person_id_question")),
    )
    with op.batch_alter_table("dialogue_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_note_person_id"), ["person_id"], unique=False)

    op.create_table(
        "dialogue_promise",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dialogue_promise_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_promise")),
    )
    with op.batch_alter_table("dialogue_promise", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_promise_person_id"), ["person_id"], unique=False)

    op.create_table(
        "dialogue_request",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("from_id", sa.Uuid(), nullable=False),
        sa.Column("by_day", sa.Date(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["from_id"], ["person.id"], name=op.f("fk_dialogue_request_from_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dialogue_request_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_request")),
    )
    with op.batch_alter_table("dialogue_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_request_from_id"), ["from_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_request_person_id"), ["person_id"], unique=False)

    op.create_table(
        "known_device",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_known_device_person_id")),
        sa.PrimaryKeyConstraint("token_hash", "person_id", name=op.f("pk_known_device")),
    )
    op.create_table(
        "outside_identity",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_outside_identity_person_id")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_outside_identity")),
        sa.UniqueConstraint("person_id", name=op.f("uq_outside_identity_person_id")),
    )
    op.create_table(
        "people_import",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_people_import_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people_import")),
    )
    op.create_table(
        "progress_remark",
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_lang", sa.String(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_progress_remark_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_progress_remark")),
    )
    op.create_table(
        "role_proposal",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("proposed_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_proposal_person_id")),
        sa.ForeignKeyConstraint(["proposed_by"], ["person.id"], name=op.f("fk_role_proposal_proposed_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_role_proposal_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_proposal")),
    )
    with op.batch_alter_table("role_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_proposal_person_id"), ["person_id"], unique=False)

    op.create_table(
        "tool_answer",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("tool", sa.Integer(), nullable=False),
        sa.Column("moment", sa.String(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("says", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_tool_answer_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tool_answer")),
        sa.UniqueConstraint("person_id", "tool", "moment", name=op.f("uq_tool_answer_person_id_tool_moment")),
    )
    with op.batch_alter_table("tool_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tool_answer_person_id"), ["person_id"], unique=False)

    op.create_table(
        "dialogue_agreement",
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("leader_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("owners", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogue.id"], name=op.f("fk_dialogue_agreement_dialogue_id")),
        sa.ForeignKeyConstraint(["leader_id"], ["person.id"], name=op.f("fk_dialogue_agreement_leader_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_agreement")),
    )
    with op.batch_alter_table("dialogue_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_agreement_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_agreement_leader_id"), ["leader_id"], unique=False)

    op.create_table(
        "dialogue_learned",
        sa.Column("followup_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["followup_id"], ["followup.id"], name=op.f("fk_dialogue_learned_followup_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dialogue_learned_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_learned")),
        sa.UniqueConstraint("followup_id", name=op.f("uq_dialogue_learned_followup_id")),
    )
    with op.batch_alter_table("dialogue_learned", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_learned_person_id"), ["person_id"], unique=False)

    op.create_table(
        "dialogue_topic",
        sa.Column("dialogue_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["dialogue_id"], ["dialogue.id"], name=op.f("fk_dialogue_topic_dialogue_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_dialogue_topic_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dialogue_topic")),
    )
    with op.batch_alter_table("dialogue_topic", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dialogue_topic_dialogue_id"), ["dialogue_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dialogue_topic_person_id"), ["person_id"], unique=False)

    op.create_table(
        "plan_given",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_given_person_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_given_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_given")),
        sa.UniqueConstraint("plan_id", "person_id", name=op.f("uq_plan_given_plan_id_person_id")),
    )
    with op.batch_alter_table("plan_given", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_given_person_id"), ["person_id"], unique=False)

    op.create_table(
        "seminar",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opens", sa.Date(), nullable=False),
        sa.Column("closes", sa.Date(), nullable=True),
        sa.Column("audience", sa.JSON(), nullable=False),
        sa.Column("facilitator_id", sa.Uuid(), nullable=True),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pulse", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["facilitator_id"], ["person.id"], name=op.f("fk_seminar_facilitator_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_seminar_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seminar")),
        sa.UniqueConstraint("code", name=op.f("uq_seminar_code")),
    )
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seminar_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seminar_state"), ["state"], unique=False)
        batch_op.create_index(
            "uq_seminar_standing",
            ["plan_id"],
            unique=True,
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )

    op.create_table(
        "plan_hearing",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=False),
        sa.Column("opened_by", sa.Uuid(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["opened_by"], ["person.id"], name=op.f("fk_plan_hearing_opened_by")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_hearing_plan_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_version.id"], name=op.f("fk_plan_hearing_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_hearing")),
    )
    with op.batch_alter_table("plan_hearing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_hearing_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(
            "uq_plan_hearing_open",
            ["plan_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "plan_qualifier",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("until_day", sa.Date(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_qualifier_person_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_plan_qualifier_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_qualifier")),
        sa.UniqueConstraint("theme_id", "person_id", name=op.f("uq_plan_qualifier_theme_id_person_id")),
    )
    with op.batch_alter_table("plan_qualifier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_qualifier_person_id"), ["person_id"], unique=False)

    op.create_table(
        "seminar_invitation",
        sa.Column("seminar_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("took_part", sa.Boolean(), nullable=False),
        sa.Column("rated", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seminar_invitation_person_id")),
        sa.ForeignKeyConstraint(["seminar_id"], ["seminar.id"], name=op.f("fk_seminar_invitation_seminar_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seminar_invitation")),
        sa.UniqueConstraint("seminar_id", "person_id", name=op.f("uq_seminar_invitation_seminar_id_person_id")),
    )
    with op.batch_alter_table("seminar_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seminar_invitation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "seminar_rating",
        sa.Column("seminar_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("says", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seminar_rating_person_id")),
        sa.ForeignKeyConstraint(["seminar_id"], ["seminar.id"], name=op.f("fk_seminar_rating_seminar_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_seminar_rating_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seminar_rating")),
        sa.UniqueConstraint(
            "theme_id", "seminar_id", "person_id", name=op.f("uq_seminar_rating_theme_id_seminar_id_person_id")
        ),
    )
    with op.batch_alter_table("seminar_rating", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seminar_rating_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_seminar_rating_seminar_id"), ["seminar_id"], unique=False)

    op.create_table(
        "seminar_support",
        sa.Column("seminar_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("via_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_seminar_support_person_id")),
        sa.ForeignKeyConstraint(["seminar_id"], ["seminar.id"], name=op.f("fk_seminar_support_seminar_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_seminar_support_theme_id")),
        sa.ForeignKeyConstraint(["via_id"], ["plan_theme.id"], name=op.f("fk_seminar_support_via_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seminar_support")),
        sa.UniqueConstraint(
            "theme_id", "seminar_id", "person_id", name=op.f("uq_seminar_support_theme_id_seminar_id_person_id")
        ),
    )
    with op.batch_alter_table("seminar_support", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seminar_support_seminar_id"), ["seminar_id"], unique=False)

    op.create_table(
        "plan_hearing_comment",
        sa.Column("hearing_id", sa.Uuid(), nullable=False),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answer_lang", sa.String(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_plan_hearing_comment_author_id")),
        sa.ForeignKeyConstraint(["hearing_id"], ["plan_hearing.id"], name=op.f("fk_plan_hearing_comment_hearing_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_plan_hearing_comment_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_hearing_comment")),
    )
    with op.batch_alter_table("plan_hearing_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_hearing_comment_hearing_id"), ["hearing_id"], unique=False)

    op.create_table(
        "plan_input_file",
        sa.Column("input_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["input_id"], ["plan_input.id"], name=op.f("fk_plan_input_file_input_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_input_file")),
    )
    with op.batch_alter_table("plan_input_file", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_input_file_input_id"), ["input_id"], unique=False)

    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("part_id", sa.Uuid(), nullable=True))

    with op.batch_alter_table("followup", schema=None) as batch_op:
        batch_op.add_column(sa.Column("below_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("with_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("meant", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("stands", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_followup_below_id"), "leadership_group", ["below_id"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_followup_with_id"), "person", ["with_id"], ["id"])

    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("prepared_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("qualified_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("heard_by", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("audience", sa.JSON(), nullable=True))
        batch_op.add_column(sa.Column("is_local", sa.Boolean(), server_default=sa.text("(false)"), nullable=False))
        batch_op.create_foreign_key(batch_op.f("fk_plan_owner_id"), "person", ["owner_id"], ["id"])

    with op.batch_alter_table("plan_action", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("cadence", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("followed_as", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("said", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("effect", sa.String(), nullable=True))
        batch_op.add_column(sa.Column("words", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("words_lang", sa.String(), nullable=True))

    with op.batch_alter_table("plan_placement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("other", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("other_lang", sa.String(), server_default="da", nullable=False))

    with op.batch_alter_table("plan_theme", schema=None) as batch_op:
        batch_op.add_column(sa.Column("works_when", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("joined_to", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("came_from", sa.Uuid(), nullable=True))
        batch_op.create_index(batch_op.f("ix_plan_theme_came_from"), ["came_from"], unique=False)
        batch_op.create_foreign_key(batch_op.f("fk_plan_theme_joined_to"), "plan_theme", ["joined_to"], ["id"])
        batch_op.create_foreign_key(batch_op.f("fk_plan_theme_came_from"), "plan_theme", ["came_from"], ["id"])

    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.add_column(sa.Column("batch", sa.Integer(), nullable=True))
        batch_op.create_index(batch_op.f("ix_reading_batch"), ["batch"], unique=False)

    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.add_column(sa.Column("source", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.add_column(sa.Column("outside", sa.String(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_column("outside")

    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_column("source")

    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_batch"))
        batch_op.drop_column("batch")

    with op.batch_alter_table("plan_theme", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_plan_theme_came_from"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_plan_theme_joined_to"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_plan_theme_came_from"))
        batch_op.drop_column("came_from")
        batch_op.drop_column("joined_to")
        batch_op.drop_column("works_when")

    with op.batch_alter_table("plan_placement", schema=None) as batch_op:
        batch_op.drop_column("other_lang")
        batch_op.drop_column("other")

    with op.batch_alter_table("plan_action", schema=None) as batch_op:
        batch_op.drop_column("words_lang")
        batch_op.drop_column("words")
        batch_op.drop_column("effect")
        batch_op.drop_column("said")
        batch_op.drop_column("followed_as")
        batch_op.drop_column("cadence")
        batch_op.drop_column("asked_from")

    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_plan_owner_id"), type_="foreignkey")
        batch_op.drop_column("is_local")
        batch_op.drop_column("audience")
        batch_op.drop_column("heard_by")
        batch_op.drop_column("qualified_by")
        batch_op.drop_column("prepared_by")
        batch_op.drop_column("owner_id")

    with op.batch_alter_table("followup", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_followup_with_id"), type_="foreignkey")
        batch_op.drop_constraint(batch_op.f("fk_followup_below_id"), type_="foreignkey")
        batch_op.drop_column("stands")
        batch_op.drop_column("meant")
        batch_op.drop_column("with_id")
        batch_op.drop_column("below_id")

    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_column("part_id")

    with op.batch_alter_table("plan_input_file", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_input_file_input_id"))

    op.drop_table("plan_input_file")
    with op.batch_alter_table("plan_hearing_comment", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_hearing_comment_hearing_id"))

    op.drop_table("plan_hearing_comment")
    with op.batch_alter_table("seminar_support", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seminar_support_seminar_id"))

    op.drop_table("seminar_support")
    with op.batch_alter_table("seminar_rating", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seminar_rating_seminar_id"))
        batch_op.drop_index(batch_op.f("ix_seminar_rating_person_id"))

    op.drop_table("seminar_rating")
    with op.batch_alter_table("seminar_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seminar_invitation_person_id"))

    op.drop_table("seminar_invitation")
    with op.batch_alter_table("plan_qualifier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_qualifier_person_id"))

    op.drop_table("plan_qualifier")
    with op.batch_alter_table("plan_hearing", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_plan_hearing_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )
        batch_op.drop_index(batch_op.f("ix_plan_hearing_plan_id"))

    op.drop_table("plan_hearing")
    with op.batch_alter_table("seminar", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_seminar_standing",
            sqlite_where=sa.text("state <> 'closed'"),
            postgresql_where=sa.text("state <> 'closed'"),
        )
        batch_op.drop_index(batch_op.f("ix_seminar_state"))
        batch_op.drop_index(batch_op.f("ix_seminar_plan_id"))

    op.drop_table("seminar")
    with op.batch_alter_table("plan_given", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_given_person_id"))

    op.drop_table("plan_given")
    with op.batch_alter_table("dialogue_topic", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_topic_person_id"))
        batch_op.drop_index(batch_op.f("ix_dialogue_topic_dialogue_id"))

    op.drop_table("dialogue_topic")
    with op.batch_alter_table("dialogue_learned", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_learned_person_id"))

    op.drop_table("dialogue_learned")
    with op.batch_alter_table("dialogue_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_agreement_leader_id"))
        batch_op.drop_index(batch_op.f("ix_dialogue_agreement_dialogue_id"))

    op.drop_table("dialogue_agreement")
    with op.batch_alter_table("tool_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tool_answer_person_id"))

    op.drop_table("tool_answer")
    with op.batch_alter_table("role_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_role_proposal_person_id"))

    op.drop_table("role_proposal")
    op.drop_table("progress_remark")
    op.drop_table("people_import")
    op.drop_table("outside_identity")
    op.drop_table("known_device")
    with op.batch_alter_table("dialogue_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_request_person_id"))
        batch_op.drop_index(batch_op.f("ix_dialogue_request_from_id"))

    op.drop_table("dialogue_request")
    with op.batch_alter_table("dialogue_promise", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_promise_person_id"))

    op.drop_table("dialogue_promise")
    with op.batch_alter_table("dialogue_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_note_person_id"))

    op.drop_table("dialogue_note")
    with op.batch_alter_table("dialogue_checkin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_checkin_person_id"))

    op.drop_table("dialogue_checkin")
    with op.batch_alter_table("dialogue", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dialogue_state"))
        batch_op.drop_index(batch_op.f("ix_dialogue_nearest_id"))
        batch_op.drop_index(batch_op.f("ix_dialogue_leader_id"))

    op.drop_table("dialogue")
    op.drop_table("data_copy")
    op.drop_table("figure_person")
    with op.batch_alter_table("figure", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_figure_basis_id"))

    op.drop_table("figure")
    op.drop_table("wheel_entry")
    with op.batch_alter_table("swept", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_swept_at"))

    op.drop_table("swept")
    op.drop_table("plan_roadmap_template")
    op.drop_table("keeping")
    op.drop_table("figure_basis")
    op.drop_table("catalogue_entry")
    op.drop_table("audit_seal")
    op.drop_table("annual_discussion")
    with op.batch_alter_table("act", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_act_batch"))
        batch_op.drop_index("ix_act_actor")

    op.drop_table("act")
