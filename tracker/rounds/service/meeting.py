"""At the table: the close that makes the card, moving, choosing, and the end of the round."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import delete, select, update

from tracker.people import queries as people
from tracker.rounds import agenda, facts, rules
from tracker.rounds.models import Answer, Chosen, Placement, Round, SharedNote, Snapshot
from tracker.rounds.pulse import beat
from tracker.rounds.queries.access import Seat, seat
from tracker.rounds.queries.card import chosen, chosen_one
from tracker.rounds.queries.preparing import CODES, NOTE, RATINGS, codes_of
from tracker.rounds.rules import Ratings, State
from tracker.rounds.service.planning import REMIND
from tracker.storage.unit_of_work import UnitOfWork


def close(uow: UnitOfWork, round_id: UUID) -> None:
    """End the preparation and make the card, once: from the answers of those who are in the group now."""
    uow.session.execute(select(Round.id).where(Round.id == round_id).with_for_update())
    here = seat(uow, round_id, "S")
    uow.require("A", "answers", here.standing)
    row = here.round
    rules.close(row.state)
    row.state, row.closed_at, row.step = State.CLOSED, uow.now, agenda.Step.CARD
    uow.cancel(REMIND, row.id)
    found = _answers(uow, row)
    for code in codes_of(row):
        _place(uow, row, code, [ratings for ratings, _ in found.get(code, [])])
        _hand_over_notes(uow, row, [answer for _, answer in found.get(code, [])])
    uow.record(facts.RoundClosed(matter=row.id))


def _answers(uow: UnitOfWork, row: Round) -> dict[str, list[tuple[Ratings, Answer]]]:
    group = [person.id for person in people.members(uow.session, row.group_id, uow.today)]
    query = select(Answer).where(Answer.round_id == row.id, Answer.person_id.in_(group))
    found: dict[str, list[tuple[Ratings, Answer]]] = {}
    for answer in uow.session.scalars(query):
        packed = uow.unseal(answer.person_id, RATINGS, answer.id, answer.ratings)
        found.setdefault(answer.statement, []).append((Ratings.unpacked(packed), answer))
    return found


def _place(uow: UnitOfWork, row: Round, code: str, ratings: list[Ratings]) -> None:
    counts = rules.count(ratings, row.show_mode)
    field = rules.placed(counts)
    uow.session.add(
        Snapshot(
            round_id=row.id,
            statement=code,
            mode=row.show_mode,
            succeeds_high=counts.succeeds_high if counts else None,
            succeeds_low=counts.succeeds_low if counts else None,
            important_high=counts.important_high if counts else None,
            important_low=counts.important_low if counts else None,
        )
    )
    uow.session.add(Placement(round_id=row.id, statement=code, first=field, field=field))


def _hand_over_notes(uow: UnitOfWork, row: Round, answers: Sequence[Answer]) -> None:
    for answer in answers:
        if answer.note and answer.note_shared:
            text = uow.unseal(answer.person_id, NOTE, answer.id, answer.note)
            note = SharedNote(round_id=row.id, statement=answer.statement, text=text, lang=answer.lang)
            uow.session.add(note)


def go_to(uow: UnitOfWork, round_id: UUID, step: str) -> None:
    """Whoever runs the meeting says which step it is at; everybody's page goes there."""
    row = seat(uow, round_id, "U").round
    wanted = agenda.go_to(row.state, step)
    query = update(Round).where(Round.id == round_id).values(step=wanted, pulse=Round.pulse + 1)
    uow.session.execute(query, execution_options={"synchronize_session": False})
    uow.record(facts.MeetingWent(matter=round_id, step=wanted))


def choose(uow: UnitOfWork, round_id: UUID, codes: Sequence[str], *, lang: str, version: int) -> None:
    """Choose the statements the group works with."""
    here = seat(uow, round_id, "S", "card", version=version)
    wanted = [code for code in CODES if code in codes]
    before = chosen(uow.session, round_id)
    rules.choose(here.round.state, wanted, [row.statement for row in before if _is_written(row)])
    here.round.chosen_at = uow.now
    kept = {row.statement for row in before} & set(wanted)
    uow.session.execute(delete(Chosen).where(Chosen.round_id == round_id, Chosen.statement.not_in(wanted)))
    uow.session.add_all(Chosen(round_id=round_id, statement=code, lang=lang) for code in wanted if code not in kept)
    if kept != set(wanted) or len(before) != len(wanted):
        uow.record(facts.StatementsChosen(matter=round_id, statements=tuple(wanted)))


def _is_written(row: Chosen) -> bool:
    return bool(row.meaning or row.place or row.rightwards)


def write(
    uow: UnitOfWork, round_id: UUID, code: str, *, meaning: str, place: str, rightwards: str, lang: str, version: int
) -> None:
    """Write what the group says of a chosen statement."""
    here = seat(uow, round_id, "U", "card")
    rules.write(here.round.state)
    beat(uow, round_id)
    row = uow.get(Chosen, chosen_one(uow.session, round_id, code).id, version=version)
    row.meaning, row.place, row.rightwards, row.lang = meaning, place, rightwards, lang


def hold(uow: UnitOfWork, round_id: UUID, *, next_talk: date, version: int) -> None:
    """The round has been held, and the group has said when it talks again."""
    here: Seat = seat(uow, round_id, "S", version=version)
    row = here.round
    rules.hold(row.state, next_talk, uow.today)
    row.state, row.held_at, row.next_talk = State.HELD, uow.now, next_talk
    uow.record(facts.RoundHeld(matter=row.id, group_id=row.group_id, next_talk=next_talk))
