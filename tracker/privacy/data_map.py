"""Every table: whether it is about a person and how one sees that, what happens to it when somebody has left, and when.

`docs/privacy.md` says the same for people, table by table; a test compares. A table that is not here fails the tests.
"""

from dataclasses import dataclass

from tracker.kernel.errors import N_

ANSWERS, SUPPORT, DIALOGUES = "answers", "support", "dialogues"
NOTICES, SESSIONS, FORMS = "notices", "sessions", "forms"


@dataclass(frozen=True)
class Data:
    """One table. `mine` are the columns in which a person's id makes a row theirs, and `title` what it is to them.

    `goes`: its rows are deleted when the person is forgotten; otherwise only an id that says nothing stays.
    `kept`: it is deleted by age, counted from the column `since`; see `rules.KEPT`.
    `sealed`: columns only their owner's key opens, with the column that says whose. `secret`: never handed out.
    """

    table: str
    mine: tuple[str, ...] = ()
    title: str = ""
    goes: bool = False
    kept: str = ""
    since: str = ""
    sealed: tuple[str, ...] = ()
    owner: str = "person_id"
    secret: tuple[str, ...] = ()


OF_PERSON = ("person_id",)
ABOUT_PEOPLE = (
    Data("person", ("id",), N_("You")),
    Data("membership", OF_PERSON, N_("Your groups")),
    Data("role_grant", OF_PERSON, N_("Your roles")),
    Data("role_proposal", OF_PERSON, N_("Roles proposed for you"), goes=True),
    Data("absence", OF_PERSON, N_("Your leave"), goes=True),
    Data("habits", OF_PERSON, N_("Your hours"), goes=True),
    Data("account", OF_PERSON, N_("Your account"), goes=True, secret=("password_hash",)),
    Data("recovery_code", OF_PERSON, goes=True, secret=("code_hash",)),
    Data("second_step", OF_PERSON, N_("Your second step"), goes=True, secret=("secret",)),
    Data("entry_link", OF_PERSON, goes=True, secret=("token_hash",)),
    Data("known_device", OF_PERSON, N_("Browsers you are known in"), goes=True, secret=("token_hash",)),
    Data("outside_identity", OF_PERSON, N_("Your identity at the organisation's sign-in"), goes=True),
    Data("sign_in", OF_PERSON, N_("Your sessions"), True, SESSIONS, "ends_at", secret=("token_hash",)),
    Data("notice_choice", OF_PERSON, N_("How you are told"), goes=True),
    Data("notice", OF_PERSON, N_("What you were told"), True, NOTICES, "at"),
    Data("mail", OF_PERSON, N_("E-mails to you"), True, NOTICES, "due_at", secret=("stop",)),
    Data("calendar_feed", OF_PERSON, N_("Your calendar address"), goes=True, secret=("token_hash",)),
    Data("calendar_entry", OF_PERSON, N_("Your calendar"), goes=True),
    Data("people_import", OF_PERSON, goes=True),
    Data("saved_form", OF_PERSON, "", True, FORMS, "at"),
    Data(
        *("rounds_answer", OF_PERSON, N_("What you answered before rounds"), True, ANSWERS),
        sealed=("ratings", "note"),
    ),
    Data("tool_answer", OF_PERSON, N_("How you found the tools"), True, ANSWERS, "said_at", sealed=("says",)),
    Data("seminar_rating", OF_PERSON, N_("What you rated at seminars"), True, ANSWERS, sealed=("says",)),
    Data("seminar_support", OF_PERSON, N_("Themes you would like to work with"), goes=True),
    Data("seminar_invitation", OF_PERSON, N_("Seminars you were asked to")),
    Data("plan_given", OF_PERSON, N_("Plans you were told of as a new leader")),
    Data("plan_qualifier", OF_PERSON, N_("Themes you were asked to qualify")),
    Data("rounds_invitation", OF_PERSON, N_("Rounds you prepared for")),
    Data("rounds_facilitation", OF_PERSON, N_("Rounds you facilitated")),
    Data("rounds_owner", OF_PERSON, N_("Agreements you take care of")),
    Data("supervision_turn", OF_PERSON, N_("Your place in the order of turns at collegial supervision"), goes=True),
    Data("supervision_facilitation", OF_PERSON, N_("Groups whose collegial supervision you facilitate")),
    Data(
        *("supervision_session", ("acute_id", "interviewer_id", "keeper_id")),
        N_("Sessions of collegial supervision you have a part in"),
    ),
    Data("followup_owner", OF_PERSON, N_("Follow-ups of yours")),
    Data("personal_warning", OF_PERSON, N_("Early warnings to you alone"), True, SUPPORT, "raised_at"),
    Data(
        *("expected_load", ("seer_id",), N_("What lies ahead that you see to")),
        secret=("title", "weight", "support", "words", "learned"),
    ),
    Data("support_offer", OF_PERSON, N_("Support you were offered"), True, SUPPORT, "offered_at", sealed=("says",)),
    Data(
        *("noticed", ("to_id",), N_("What somebody close wrote to you"), True, SUPPORT, "at"),
        sealed=("words",),
        owner="to_id",
    ),
    Data("support_request", OF_PERSON, N_("Support you asked for"), True, SUPPORT, "asked_at", sealed=("sealed",)),
    Data("dialogue_note", OF_PERSON, N_("Your notes for the dialogue"), goes=True, sealed=("text",)),
    Data("dialogue_learned", OF_PERSON, N_("What you learned from agreements"), goes=True, sealed=("text",)),
    Data("dialogue_promise", OF_PERSON, N_("Your agreements with yourself"), goes=True, sealed=("text",)),
    Data(
        *("dialogue_checkin_share", ("person_id", "with_id"), N_("Check-ins you share, or that are shared with you")),
        goes=True,
    ),
    Data("dialogue_checkin", OF_PERSON, N_("Your check-ins"), goes=True, sealed=("says",)),
    Data("dialogue_topic", OF_PERSON, N_("Your points for dialogues"), True, DIALOGUES, sealed=("text",)),
    Data(
        *("dialogue_agreement", ("leader_id",), N_("Agreements with your nearest leader"), True, DIALOGUES),
        *("closed_at", ("text",), "leader_id"),
    ),
    Data("dialogue_request", ("person_id", "from_id"), N_("What your nearest leader asked of you, or you asked"), True),
    Data("dialogue", ("leader_id", "nearest_id"), N_("Your dialogues")),
    Data("figure_person", OF_PERSON, N_("Figures your answers are part of")),
    Data("reading", ("subject_id", "reader_id"), N_("Who read something of yours, and what you read of others'")),
    Data("act", ("actor_id",), N_("What you decided")),
    Data("data_copy", OF_PERSON, N_("Copies you asked for"), goes=True, secret=("sealed",)),
    Data("person_key", OF_PERSON, goes=True, secret=("wrapped",)),
)
"""in the order rows can be deleted in: what points at others first"""
OF_THE_GROUP_OR_PLAN = tuple(
    Data(table)
    for table in (
        *("rounds_round", "rounds_snapshot", "rounds_shared_note", "rounds_placement", "rounds_move"),
        *("supervision_method", "supervision_frame"),
        *("rounds_chosen", "rounds_agreement", "followup", "escalation", "escalation_level", "escalation_question"),
        *("escalation_cluster", "early_warning", "plan", "plan_theme", "plan_theme_offer", "plan_theme_origin"),
        *(
            "plan_version",
            "plan_offer",
            "plan_action",
            "plan_input",
            "plan_placement",
            "plan_talk",
            "plan_roadmap_template",
        ),
        *(
            "plan_input_file",
            "plan_hearing",
            "plan_hearing_comment",
            "seminar",
            "catalogue_entry",
            "progress_remark",
            "annual_discussion",
            "wheel_entry",
        ),
    )
)
"""what was agreed, decided and published: the organisation's, with the ids of those who did it"""
OF_THE_SYSTEM = tuple(
    Data(table)
    for table in (
        *("organisation", "unit", "leadership_group", "warning_rule", "keeping", "swept", "figure", "figure_basis"),
        *("fact", "delivery", "timer", "timer_trouble", "heartbeat", "business_clock", "clock_doubt", "outside"),
        *("audit_finding", "audit_seal", "guesses", "mailbox_entry"),
    )
)
"""settings, counts and machinery: no content, and nothing but ids of people (the demo's mailbox apart)"""
DATA = ABOUT_PEOPLE + OF_THE_GROUP_OR_PLAN + OF_THE_SYSTEM
