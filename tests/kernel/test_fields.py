"""Every field that people write in is part of an object of the permission table, or shown to nobody."""

from sqlalchemy import JSON, LargeBinary, String, Text

from tracker.kernel.fields import FIELDS
from tracker.kernel.permissions import OBJECTS
from tracker.storage.vault import Sealed
from tracker.tables import metadata

SHOWN_TO_NOBODY = {
    "account.password_hash",
    "calendar_feed.token_hash",
    "entry_link.email",
    "entry_link.token_hash",
    "known_device.token_hash",
    "mailbox_entry.body",
    "mailbox_entry.message_id",
    "mailbox_entry.recipient",
    "mailbox_entry.subject",
    "outside_identity.issuer",
    "outside_identity.subject",
    "person_key.wrapped",
    "recovery_code.code_hash",
    "second_step.secret",
    "sign_in.outside",
    "sign_in.token_hash",
}
"""hashes, keys, what is gone once used; and the demo's mailbox, which no installation in operation has"""
_CODES = """
kind state lang language role cadence code level band question occasion about outcome mode show_mode step way sort
zone seat statement success importance hat roles ring_id digest mark listener part urgency rule said effect method
followed_as card_column card_row theme_code digest_time answer_kind process owners words_lang why_lang learned_lang
answer_lang reply_lang reason_lang description_lang answers_lang other_lang left_out plan_theme.source
role_grant.source role_proposal.source act.what fact.name guesses.place outside.problem delivery.problem
timer_trouble.problem clock_doubt.reason mail.reason saved_form.location tool_answer.moment
"""
CODES = frozenset(_CODES.split())
"""short columns that hold a word out of a few, or something of the machinery"""
LISTS = {"weeks", "audience", "statements", "free_days", "columns", "week", "days", "factors", "chain", "payload"}
"""lists of such; what a fact may say is looked at where facts are"""


def written() -> set[str]:
    """The columns that may hold what somebody wrote, or a file."""
    found = set()
    for table in metadata.sorted_tables:
        for column in table.columns:
            name = f"{table.name}.{column.name}"
            is_long = isinstance(column.type, Text | Sealed | LargeBinary | JSON) and column.name not in LISTS
            if is_long or (isinstance(column.type, String) and not {name, column.name} & CODES):
                found.add(name)
    return found


def test_every_written_field_has_its_entry() -> None:
    assert sorted(written() - FIELDS.keys() - SHOWN_TO_NOBODY) == []
    there = {f"{table.name}.{column.name}" for table in metadata.sorted_tables for column in table.columns}
    assert sorted((FIELDS.keys() | SHOWN_TO_NOBODY) - there) == []


def test_an_entry_is_an_object_of_the_table_and_no_field_is_both_shown_and_not() -> None:
    assert {*FIELDS.values()} <= OBJECTS
    assert FIELDS.keys() & SHOWN_TO_NOBODY == set()


def test_what_is_sealed_is_of_a_narrow_object() -> None:
    sealed = {f"{t.name}.{c.name}" for t in metadata.sorted_tables for c in t.columns if isinstance(c.type, Sealed)}
    narrow = {"answers", "contract", "dialogue", "person_warning", "seminar", "group", "my_data", "tool"}
    assert {FIELDS[field] for field in sealed - SHOWN_TO_NOBODY} == narrow
