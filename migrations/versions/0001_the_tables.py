"""the tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_finding",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("matter", sa.Uuid(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_finding")),
    )
    with op.batch_alter_table("audit_finding", schema=None) as batch_op:
        batch_op.create_index(
            "uq_audit_finding_open",
            ["matter", "kind"],
            unique=True,
            sqlite_where=sa.text("resolved_at IS NULL"),
            postgresql_where=sa.text("resolved_at IS NULL"),
        )

    op.create_table(
        "business_clock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("offset_microseconds", sa.BigInteger(), nullable=False),
        sa.Column("target", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_clock")),
    )
    op.create_table(
        "clock_doubt",
        sa.Column("process", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("off_seconds", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("process", name=op.f("pk_clock_doubt")),
    )
    op.create_table(
        "delivery",
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column("listener", sa.String(), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("queued_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("retry_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delivery")),
        sa.UniqueConstraint("fact_id", "listener", name=op.f("uq_delivery_fact_id_listener")),
    )
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.create_index(
            "ix_delivery_amiss",
            ["state", "ended_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('failed', 'set_aside', 'expired')"),
            postgresql_where=sa.text("state IN ('failed', 'set_aside', 'expired')"),
        )
        batch_op.create_index(
            "ix_delivery_waiting",
            ["urgency", "created_at"],
            unique=False,
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )

    op.create_table(
        "escalation_cluster",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_cluster")),
    )
    op.create_table(
        "fact",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("schema", sa.Integer(), nullable=False),
        sa.Column("urgency", sa.SmallInteger(), nullable=False),
        sa.Column("matter", sa.Uuid(), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("relayed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact")),
    )
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.create_index(
            "ix_fact_actor",
            ["actor_id", "at"],
            unique=False,
            sqlite_where=sa.text("actor_id IS NOT NULL"),
            postgresql_where=sa.text("actor_id IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_fact_matter"), ["matter"], unique=False)
        batch_op.create_index(
            "ix_fact_unrelayed",
            ["urgency", "recorded_at"],
            unique=False,
            sqlite_where=sa.text("relayed_at IS NULL"),
            postgresql_where=sa.text("relayed_at IS NULL"),
        )

    op.create_table(
        "guesses",
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("place", name=op.f("pk_guesses")),
    )
    op.create_table(
        "heartbeat",
        sa.Column("part", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_heartbeat")),
    )
    op.create_table(
        "mailbox_entry",
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_mailbox_entry")),
    )
    with op.batch_alter_table("mailbox_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_mailbox_entry_at"), ["at"], unique=False)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("free_days", sa.JSON(), nullable=False),
        sa.Column("week", sa.JSON(), nullable=False),
        sa.Column("digest_time", sa.String(), nullable=False),
        sa.Column("acknowledge_days", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column("plan_is_open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )
    op.create_table(
        "outside",
        sa.Column("listener", sa.String(), nullable=False),
        sa.Column("away_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("problem", sa.String(), nullable=True),
        sa.Column("probed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("probe_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("listener", name=op.f("pk_outside")),
    )
    op.create_table(
        "person_key",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("ring_id", sa.String(), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_key")),
    )
    op.create_table(
        "reading",
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reader_id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reading_subject_id"), ["subject_id"], unique=False)

    op.create_table(
        "saved_form",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("location", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_saved_form")),
    )
    op.create_table(
        "timer",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("matter", sa.Uuid(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_timer")),
    )
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.create_index(
            "ix_timer_due",
            ["due_at"],
            unique=False,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.create_index(
            "uq_timer_open",
            ["matter", "kind"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "timer_trouble",
        sa.Column("timer_id", sa.Uuid(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("problem", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("timer_id", name=op.f("pk_timer_trouble")),
    )
    op.create_table(
        "unit",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["parent_id"], ["unit.id"], name=op.f("fk_unit_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("key", name=op.f("uq_unit_key")),
    )
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_unit_parent_id"), ["parent_id"], unique=False)

    op.create_table(
        "warning_rule",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_warning_rule")),
        sa.UniqueConstraint("code", name=op.f("uq_warning_rule_code")),
    )
    op.create_table(
        "leadership_group",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_leadership_group_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leadership_group")),
        sa.UniqueConstraint("key", name=op.f("uq_leadership_group_key")),
    )
    with op.batch_alter_table("leadership_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_leadership_group_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "person",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("nearest_leader_id", sa.Uuid(), nullable=True),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["nearest_leader_id"], ["person.id"], name=op.f("fk_person_nearest_leader_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_person_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("email", name=op.f("uq_person_email")),
        sa.UniqueConstraint("key", name=op.f("uq_person_key")),
    )
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_person_nearest_leader_id"), ["nearest_leader_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_person_unit_id"), ["unit_id"], unique=False)

    op.create_table(
        "absence",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_absence_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_absence_person_id"), ["person_id"], unique=False)

    op.create_table(
        "account",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("password_hash", sa.String(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_account")),
    )
    op.create_table(
        "calendar_entry",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("matter", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("modified_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Integer(), nullable=True),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_entry_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calendar_entry")),
        sa.UniqueConstraint("person_id", "kind", "matter", name=op.f("uq_calendar_entry_person_id_kind_matter")),
    )
    with op.batch_alter_table("calendar_entry", schema=None) as batch_op:
        batch_op.create_index(
            "ix_calendar_entry_told",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("told IS NOT NULL AND NOT cancelled"),
            postgresql_where=sa.text("told IS NOT NULL AND NOT cancelled"),
        )

    op.create_table(
        "calendar_feed",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_calendar_feed_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendar_feed")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_calendar_feed_token_hash")),
    )
    op.create_table(
        "early_warning",
        sa.Column("rule", sa.String(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("matter", sa.Uuid(), nullable=False),
        sa.Column("concerns_id", sa.Uuid(), nullable=True),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_early_warning_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_early_warning")),
    )
    with op.batch_alter_table("early_warning", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_early_warning_group_id"), ["group_id"], unique=False)
        batch_op.create_index(
            "uq_early_warning_open",
            ["matter", "rule"],
            unique=True,
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )

    op.create_table(
        "entry_link",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("token_hash", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_entry_link_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entry_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_entry_link_token_hash")),
    )
    with op.batch_alter_table("entry_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_entry_link_person_id"), ["person_id"], unique=False)

    op.create_table(
        "escalation",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("field", sa.Integer(), nullable=True),
        sa.Column("theme_code", sa.String(), nullable=True),
        sa.Column("cluster_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("ask", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("chain", sa.JSON(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("concerns_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("level_since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("promised", sa.Date(), nullable=True),
        sa.Column("days_left", sa.Integer(), nullable=True),
        sa.Column("stranded", sa.Boolean(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answer_kind", sa.String(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answer_lang", sa.String(), nullable=True),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("yourselves", sa.Text(), nullable=True),
        sa.Column("theme_id", sa.Uuid(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("helped", sa.Boolean(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["cluster_id"], ["escalation_cluster.id"], name=op.f("fk_escalation_cluster_id")),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_escalation_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation")),
    )
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_cluster_id"), ["cluster_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_escalation_state"), ["state"], unique=False)

    op.create_table(
        "followup",
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("matter", sa.Uuid(), nullable=False),
        sa.Column("story", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(), nullable=True),
        sa.Column("except_id", sa.Uuid(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("series", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.Column("anchor", sa.Date(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("moved", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("why_lang", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("learned", sa.Text(), nullable=True),
        sa.Column("learned_lang", sa.String(), nullable=True),
        sa.Column("answered_by", sa.Uuid(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_followup_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup")),
    )
    with op.batch_alter_table("followup", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_followup_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_followup_matter"), ["matter"], unique=False)
        batch_op.create_index("ix_followup_series", ["series", "number"], unique=False)
        batch_op.create_index(batch_op.f("ix_followup_state"), ["state"], unique=False)

    op.create_table(
        "habits",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("week", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("digest_time", sa.String(), nullable=True),
        sa.Column("zone", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_habits_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_habits")),
    )
    op.create_table(
        "mail",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("composed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stop", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mail_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail")),
    )
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.create_index(
            "ix_mail_open",
            ["state"],
            unique=False,
            sqlite_where=sa.text("state IN ('planned', 'gathering')"),
            postgresql_where=sa.text("state IN ('planned', 'gathering')"),
        )
        batch_op.create_index("ix_mail_person", ["person_id"], unique=False)
        batch_op.create_index("ix_mail_stop", ["stop"], unique=True)
        batch_op.create_index(
            "uq_mail_open_digest",
            ["person_id"],
            unique=True,
            sqlite_where=sa.text("kind = 'digest' AND state = 'gathering'"),
            postgresql_where=sa.text("kind = 'digest' AND state = 'gathering'"),
        )

    op.create_table(
        "membership",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_membership_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_membership_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_person_id"), ["person_id"], unique=False)

    op.create_table(
        "notice_choice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("sort", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_choice_person_id")),
        sa.PrimaryKeyConstraint("person_id", "sort", name=op.f("pk_notice_choice")),
    )
    op.create_table(
        "plan",
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("coordinator_id", sa.Uuid(), nullable=False),
        sa.Column("themes_close", sa.Date(), nullable=False),
        sa.Column("publish_by", sa.Date(), nullable=False),
        sa.Column("next_status", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=False),
        sa.Column("started_by", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worries", sa.Text(), nullable=False),
        sa.Column("early_warnings", sa.Text(), nullable=False),
        sa.Column("special_support", sa.Text(), nullable=False),
        sa.Column("new_leaders", sa.Text(), nullable=False),
        sa.Column("answers_lang", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["coordinator_id"], ["person.id"], name=op.f("fk_plan_coordinator_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_plan_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index(
            "uq_plan_current",
            ["unit_id"],
            unique=True,
            sqlite_where=sa.text("state = 'current'"),
            postgresql_where=sa.text("state = 'current'"),
        )

    op.create_table(
        "recovery_code",
        sa.Column("code_hash", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_recovery_code_person_id")),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_recovery_code")),
    )
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recovery_code_person_id"), ["person_id"], unique=False)

    op.create_table(
        "role_grant",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("seat", sa.String(), nullable=True),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_role_grant_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
    )
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_role_grant_person_id"), ["person_id"], unique=False)
        batch_op.create_index("ix_role_grant_role", ["role"], unique=False)

    op.create_table(
        "rounds_round",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("planned_by", sa.Uuid(), nullable=False),
        sa.Column("meeting_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("show_mode", sa.String(), nullable=False),
        sa.Column("statements", sa.JSON(), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("next_talk", sa.Date(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("step", sa.String(), nullable=True),
        sa.Column("pulse", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_rounds_round_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_round")),
    )
    with op.batch_alter_table("rounds_round", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_round_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_round_state"), ["state"], unique=False)

    op.create_table(
        "second_step",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("secret", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("last_step", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_second_step_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_step")),
    )
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("hat", sa.String(), nullable=False),
        sa.Column("roles", sa.String(), nullable=False),
        sa.Column("device", sa.String(), nullable=False),
        sa.Column("waits_for_code", sa.Boolean(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_sign_in_person_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("id", name=op.f("uq_sign_in_id")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sign_in_person_id"), ["person_id"], unique=False)

    op.create_table(
        "support_request",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_support_request_group_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_support_request_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_request")),
    )
    with op.batch_alter_table("support_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_support_request_person_id"), ["person_id"], unique=False)

    op.create_table(
        "escalation_level",
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalation.id"], name=op.f("fk_escalation_level_escalation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_level")),
    )
    with op.batch_alter_table("escalation_level", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_level_escalation_id"), ["escalation_id"], unique=False)

    op.create_table(
        "escalation_question",
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("reply_lang", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["escalation_id"], ["escalation.id"], name=op.f("fk_escalation_question_escalation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_escalation_question")),
    )
    with op.batch_alter_table("escalation_question", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_escalation_question_escalation_id"), ["escalation_id"], unique=False)

    op.create_table(
        "followup_owner",
        sa.Column("followup_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["followup_id"], ["followup.id"], name=op.f("fk_followup_owner_followup_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_followup_owner_person_id")),
        sa.PrimaryKeyConstraint("followup_id", "person_id", name=op.f("pk_followup_owner")),
    )
    with op.batch_alter_table("followup_owner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_followup_owner_person_id"), ["person_id"], unique=False)

    op.create_table(
        "notice",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("fact_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("matter", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mail_id", sa.Uuid(), nullable=True),
        sa.Column("left_out", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["mail_id"], ["mail.id"], name=op.f("fk_notice_mail_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("fact_id", "person_id", name=op.f("uq_notice_fact_id_person_id")),
    )
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.create_index("ix_notice_inbox", ["person_id", "at"], unique=False)
        batch_op.create_index(batch_op.f("ix_notice_mail_id"), ["mail_id"], unique=False)
        batch_op.create_index("ix_notice_matter", ["matter"], unique=False)
        batch_op.create_index(
            "ix_notice_unread",
            ["person_id"],
            unique=False,
            sqlite_where=sa.text("read_at IS NULL AND done_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL AND done_at IS NULL"),
        )

    op.create_table(
        "plan_offer",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("contact", sa.String(), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_offer_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_offer")),
    )
    with op.batch_alter_table("plan_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_offer_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "plan_theme",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("as_catalogue", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by", sa.Uuid(), nullable=False),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("importance", sa.String(), nullable=True),
        sa.Column("success", sa.String(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reason_lang", sa.String(), nullable=True),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("signs_well", sa.Text(), nullable=False),
        sa.Column("signs_badly", sa.Text(), nullable=False),
        sa.Column("description_lang", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_plan_theme_group_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_theme_plan_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_theme")),
    )
    with op.batch_alter_table("plan_theme", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_theme_plan_id"), ["plan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_theme_state"), ["state"], unique=False)

    op.create_table(
        "plan_version",
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("unit_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.JSON(), nullable=False),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["plan_id"], ["plan.id"], name=op.f("fk_plan_version_plan_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_plan_version_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("unit_id", "number", name=op.f("uq_plan_version_unit_id_number")),
    )
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_version_plan_id"), ["plan_id"], unique=False)

    op.create_table(
        "rounds_agreement",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sign", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("cadence", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("effect_on", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_rounds_agreement_group_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds_round.id"], name=op.f("fk_rounds_agreement_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_agreement")),
    )
    with op.batch_alter_table("rounds_agreement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_agreement_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_agreement_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_rounds_agreement_state"), ["state"], unique=False)

    op.create_table(
        "rounds_answer",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("ratings", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("note_shared", sa.Boolean(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rounds_answer_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds_round.id"], name=op.f("fk_rounds_answer_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_answer")),
        sa.UniqueConstraint(
            "round_id", "person_id", "statement", name=op.f("uq_rounds_answer_round_id_person_id_statement")
        ),
    )
    with op.batch_alter_table("rounds_answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_answer_person_id"), ["person_id"], unique=False)

    op.create_table(
        "rounds_chosen",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("meaning", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("rightwards", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds_round.id"], name=op.f("fk_rounds_chosen_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_chosen")),
        sa.UniqueConstraint("round_id", "statement", name=op.f("uq_rounds_chosen_round_id_statement")),
    )
    op.create_table(
        "rounds_facilitation",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rounds_facilitation_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds_round.id"], name=op.f("fk_rounds_facilitation_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_facilitation")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_rounds_facilitation_round_id_person_id")),
    )
    with op.batch_alter_table("rounds_facilitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_facilitation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "rounds_invitation",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("later", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rounds_invitation_person_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds_round.id"], name=op.f("fk_rounds_invitation_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_invitation")),
        sa.UniqueConstraint("round_id", "person_id", name=op.f("uq_rounds_invitation_round_id_person_id")),
    )
    with op.batch_alter_table("rounds_invitation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_invitation_person_id"), ["person_id"], unique=False)

    op.create_table(
        "rounds_move",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("was", sa.Integer(), nullable=True),
        sa.Column("field", sa.Integer(), nullable=False),
        sa.Column("moved_by", sa.Uuid(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.Uuid(), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds_round.id"], name=op.f("fk_rounds_move_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_move")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_rounds_move_round_id_number")),
    )
    op.create_table(
        "rounds_placement",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=True),
        sa.Column("field", sa.Integer(), nullable=True),
        sa.Column("moved_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["round_id"], ["rounds_round.id"], name=op.f("fk_rounds_placement_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_placement")),
        sa.UniqueConstraint("round_id", "statement", name=op.f("uq_rounds_placement_round_id_statement")),
    )
    op.create_table(
        "rounds_shared_note",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds_round.id"], name=op.f("fk_rounds_shared_note_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_shared_note")),
    )
    with op.batch_alter_table("rounds_shared_note", schema=None) as batch_op:
        batch_op.create_index("ix_rounds_shared_note_round", ["round_id"], unique=False)

    op.create_table(
        "rounds_snapshot",
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("succeeds_high", sa.Integer(), nullable=True),
        sa.Column("succeeds_low", sa.Integer(), nullable=True),
        sa.Column("important_high", sa.Integer(), nullable=True),
        sa.Column("important_low", sa.Integer(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["round_id"], ["rounds_round.id"], name=op.f("fk_rounds_snapshot_round_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_snapshot")),
        sa.UniqueConstraint("round_id", "statement", name=op.f("uq_rounds_snapshot_round_id_statement")),
    )
    op.create_table(
        "plan_action",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("followed_person", sa.Uuid(), nullable=True),
        sa.Column("followed_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_action_person_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_plan_action_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_action")),
    )
    with op.batch_alter_table("plan_action", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_action_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_plan_action_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "plan_input",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("added_by", sa.Uuid(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_plan_input_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_input")),
    )
    with op.batch_alter_table("plan_input", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_input_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "plan_placement",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("card_column", sa.String(), nullable=False),
        sa.Column("card_row", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_plan_placement_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_placement")),
        sa.UniqueConstraint("theme_id", "card_column", name=op.f("uq_plan_placement_theme_id_card_column")),
    )
    op.create_table(
        "plan_talk",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("talked_on", sa.Date(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("lang", sa.String(), nullable=True),
        sa.Column("marked_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_by", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["group_id"], ["leadership_group.id"], name=op.f("fk_plan_talk_group_id")),
        sa.ForeignKeyConstraint(["version_id"], ["plan_version.id"], name=op.f("fk_plan_talk_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_talk")),
        sa.UniqueConstraint("version_id", "group_id", name=op.f("uq_plan_talk_version_id_group_id")),
    )
    with op.batch_alter_table("plan_talk", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_talk_group_id"), ["group_id"], unique=False)

    op.create_table(
        "plan_theme_offer",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["offer_id"], ["plan_offer.id"], name=op.f("fk_plan_theme_offer_offer_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_plan_theme_offer_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_theme_offer")),
        sa.UniqueConstraint("theme_id", "offer_id", name=op.f("uq_plan_theme_offer_theme_id_offer_id")),
    )
    with op.batch_alter_table("plan_theme_offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_theme_offer_offer_id"), ["offer_id"], unique=False)

    op.create_table(
        "plan_theme_origin",
        sa.Column("theme_id", sa.Uuid(), nullable=False),
        sa.Column("escalation_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalation.id"], name=op.f("fk_plan_theme_origin_escalation_id")),
        sa.ForeignKeyConstraint(["theme_id"], ["plan_theme.id"], name=op.f("fk_plan_theme_origin_theme_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_theme_origin")),
        sa.UniqueConstraint("escalation_id", name=op.f("uq_plan_theme_origin_escalation_id")),
    )
    with op.batch_alter_table("plan_theme_origin", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_plan_theme_origin_theme_id"), ["theme_id"], unique=False)

    op.create_table(
        "rounds_owner",
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["rounds_agreement.id"], name=op.f("fk_rounds_owner_agreement_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_rounds_owner_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds_owner")),
        sa.UniqueConstraint("agreement_id", "person_id", name=op.f("uq_rounds_owner_agreement_id_person_id")),
    )
    with op.batch_alter_table("rounds_owner", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rounds_owner_person_id"), ["person_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("rounds_owner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_owner_person_id"))

    op.drop_table("rounds_owner")
    with op.batch_alter_table("plan_theme_origin", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_theme_origin_theme_id"))

    op.drop_table("plan_theme_origin")
    with op.batch_alter_table("plan_theme_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_theme_offer_offer_id"))

    op.drop_table("plan_theme_offer")
    with op.batch_alter_table("plan_talk", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_talk_group_id"))

    op.drop_table("plan_talk")
    op.drop_table("plan_placement")
    with op.batch_alter_table("plan_input", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_input_theme_id"))

    op.drop_table("plan_input")
    with op.batch_alter_table("plan_action", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_action_theme_id"))
        batch_op.drop_index(batch_op.f("ix_plan_action_person_id"))

    op.drop_table("plan_action")
    op.drop_table("rounds_snapshot")
    with op.batch_alter_table("rounds_shared_note", schema=None) as batch_op:
        batch_op.drop_index("ix_rounds_shared_note_round")

    op.drop_table("rounds_shared_note")
    op.drop_table("rounds_placement")
    op.drop_table("rounds_move")
    with op.batch_alter_table("rounds_invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_invitation_person_id"))

    op.drop_table("rounds_invitation")
    with op.batch_alter_table("rounds_facilitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_facilitation_person_id"))

    op.drop_table("rounds_facilitation")
    op.drop_table("rounds_chosen")
    with op.batch_alter_table("rounds_answer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_answer_person_id"))

    op.drop_table("rounds_answer")
    with op.batch_alter_table("rounds_agreement", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_agreement_state"))
        batch_op.drop_index(batch_op.f("ix_rounds_agreement_round_id"))
        batch_op.drop_index(batch_op.f("ix_rounds_agreement_group_id"))

    op.drop_table("rounds_agreement")
    with op.batch_alter_table("plan_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_version_plan_id"))

    op.drop_table("plan_version")
    with op.batch_alter_table("plan_theme", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_theme_state"))
        batch_op.drop_index(batch_op.f("ix_plan_theme_plan_id"))

    op.drop_table("plan_theme")
    with op.batch_alter_table("plan_offer", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_offer_plan_id"))

    op.drop_table("plan_offer")
    with op.batch_alter_table("notice", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_notice_unread",
            sqlite_where=sa.text("read_at IS NULL AND done_at IS NULL"),
            postgresql_where=sa.text("read_at IS NULL AND done_at IS NULL"),
        )
        batch_op.drop_index("ix_notice_matter")
        batch_op.drop_index(batch_op.f("ix_notice_mail_id"))
        batch_op.drop_index("ix_notice_inbox")

    op.drop_table("notice")
    with op.batch_alter_table("followup_owner", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_followup_owner_person_id"))

    op.drop_table("followup_owner")
    with op.batch_alter_table("escalation_question", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_question_escalation_id"))

    op.drop_table("escalation_question")
    with op.batch_alter_table("escalation_level", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_level_escalation_id"))

    op.drop_table("escalation_level")
    with op.batch_alter_table("support_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_support_request_person_id"))

    op.drop_table("support_request")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sign_in_person_id"))

    op.drop_table("sign_in")
    op.drop_table("second_step")
    with op.batch_alter_table("rounds_round", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rounds_round_state"))
        batch_op.drop_index(batch_op.f("ix_rounds_round_group_id"))

    op.drop_table("rounds_round")
    with op.batch_alter_table("role_grant", schema=None) as batch_op:
        batch_op.drop_index("ix_role_grant_role")
        batch_op.drop_index(batch_op.f("ix_role_grant_person_id"))

    op.drop_table("role_grant")
    with op.batch_alter_table("recovery_code", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_recovery_code_person_id"))

    op.drop_table("recovery_code")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_plan_current", sqlite_where=sa.text("state = 'current'"), postgresql_where=sa.text("state = 'current'")
        )

    op.drop_table("plan")
    op.drop_table("notice_choice")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_membership_person_id"))
        batch_op.drop_index(batch_op.f("ix_membership_group_id"))

    op.drop_table("membership")
    with op.batch_alter_table("mail", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_mail_open_digest",
            sqlite_where=sa.text("kind = 'digest' AND state = 'gathering'"),
            postgresql_where=sa.text("kind = 'digest' AND state = 'gathering'"),
        )
        batch_op.drop_index("ix_mail_stop")
        batch_op.drop_index("ix_mail_person")
        batch_op.drop_index(
            "ix_mail_open",
            sqlite_where=sa.text("state IN ('planned', 'gathering')"),
            postgresql_where=sa.text("state IN ('planned', 'gathering')"),
        )

    op.drop_table("mail")
    op.drop_table("habits")
    with op.batch_alter_table("followup", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_followup_state"))
        batch_op.drop_index("ix_followup_series")
        batch_op.drop_index(batch_op.f("ix_followup_matter"))
        batch_op.drop_index(batch_op.f("ix_followup_group_id"))

    op.drop_table("followup")
    with op.batch_alter_table("escalation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_escalation_state"))
        batch_op.drop_index(batch_op.f("ix_escalation_group_id"))
        batch_op.drop_index(batch_op.f("ix_escalation_cluster_id"))

    op.drop_table("escalation")
    with op.batch_alter_table("entry_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_entry_link_person_id"))

    op.drop_table("entry_link")
    with op.batch_alter_table("early_warning", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_early_warning_open",
            sqlite_where=sa.text("ended_at IS NULL"),
            postgresql_where=sa.text("ended_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_early_warning_group_id"))

    op.drop_table("early_warning")
    op.drop_table("calendar_feed")
    with op.batch_alter_table("calendar_entry", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_calendar_entry_told",
            sqlite_where=sa.text("told IS NOT NULL AND NOT cancelled"),
            postgresql_where=sa.text("told IS NOT NULL AND NOT cancelled"),
        )

    op.drop_table("calendar_entry")
    op.drop_table("account")
    with op.batch_alter_table("absence", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_absence_person_id"))

    op.drop_table("absence")
    with op.batch_alter_table("person", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_unit_id"))
        batch_op.drop_index(batch_op.f("ix_person_nearest_leader_id"))

    op.drop_table("person")
    with op.batch_alter_table("leadership_group", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_leadership_group_unit_id"))

    op.drop_table("leadership_group")
    op.drop_table("warning_rule")
    with op.batch_alter_table("unit", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_unit_parent_id"))

    op.drop_table("unit")
    op.drop_table("timer_trouble")
    with op.batch_alter_table("timer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_timer_open", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
        )
        batch_op.drop_index(
            "ix_timer_due", sqlite_where=sa.text("ended_at IS NULL"), postgresql_where=sa.text("ended_at IS NULL")
        )

    op.drop_table("timer")
    op.drop_table("saved_form")
    with op.batch_alter_table("reading", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reading_subject_id"))

    op.drop_table("reading")
    op.drop_table("person_key")
    op.drop_table("outside")
    op.drop_table("organisation")
    with op.batch_alter_table("mailbox_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_mailbox_entry_at"))

    op.drop_table("mailbox_entry")
    op.drop_table("heartbeat")
    op.drop_table("guesses")
    with op.batch_alter_table("fact", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_fact_unrelayed",
            sqlite_where=sa.text("relayed_at IS NULL"),
            postgresql_where=sa.text("relayed_at IS NULL"),
        )
        batch_op.drop_index(batch_op.f("ix_fact_matter"))
        batch_op.drop_index(
            "ix_fact_actor",
            sqlite_where=sa.text("actor_id IS NOT NULL"),
            postgresql_where=sa.text("actor_id IS NOT NULL"),
        )

    op.drop_table("fact")
    op.drop_table("escalation_cluster")
    with op.batch_alter_table("delivery", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_delivery_waiting",
            sqlite_where=sa.text("state = 'waiting'"),
            postgresql_where=sa.text("state = 'waiting'"),
        )
        batch_op.drop_index(
            "ix_delivery_amiss",
            sqlite_where=sa.text("state IN ('failed', 'set_aside', 'expired')"),
            postgresql_where=sa.text("state IN ('failed', 'set_aside', 'expired')"),
        )

    op.drop_table("delivery")
    op.drop_table("clock_doubt")
    op.drop_table("business_clock")
    with op.batch_alter_table("audit_finding", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_audit_finding_open",
            sqlite_where=sa.text("resolved_at IS NULL"),
            postgresql_where=sa.text("resolved_at IS NULL"),
        )

    op.drop_table("audit_finding")
