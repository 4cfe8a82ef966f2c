"""What the rules look at, as it happens."""

from uuid import UUID

from tracker.dialogues import facts as dialogues
from tracker.dialogues import queries as dialogue
from tracker.escalations import facts as escalations
from tracker.escalations import service as escalation
from tracker.followups import facts as followups
from tracker.followups import queries as followup
from tracker.rounds import facts as rounds
from tracker.rounds.queries.history import last_cards, moves_since
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import facts as supervision
from tracker.supervision import queries as supervision_
from tracker.warnings import queries, rules, service


def on_followup_answered(uow: UnitOfWork, fact: followups.FollowUpAnswered) -> None:
    """Not kept may be the second in a row; kept or partly kept, the sign is gone."""
    if fact.in_a_row:
        _look(uow, fact.followup_id, fact.in_a_row)
    else:
        _end(uow, fact.followup_id)


def on_followup_missed(uow: UnitOfWork, fact: followups.FollowUpMissed) -> None:
    """It may be the second in a row."""
    _look(uow, fact.followup_id, fact.in_a_row)


def on_followup_moved(uow: UnitOfWork, fact: followups.FollowUpMoved) -> None:
    """It may be the second in a row."""
    _look(uow, fact.followup_id, fact.in_a_row)


def on_followup_taken_back(uow: UnitOfWork, fact: followups.FollowUpTakenBack) -> None:
    """As if it had never been answered: what was a sign may be none any more, or one again."""
    if not _is_sign(uow, fact.in_a_row):
        _end(uow, fact.followup_id)
    _look(uow, fact.followup_id, fact.in_a_row)


def on_followup_closed(uow: UnitOfWork, fact: followups.FollowUpClosed) -> None:
    """Nobody asks about it any more."""
    _end(uow, fact.followup_id)


def on_escalation_stranded(uow: UnitOfWork, fact: escalations.EscalationStranded) -> None:
    """Nobody answered, and no level is left."""
    row, _, _ = escalation.audience(uow, fact.matter)
    if row.state in ("raised", "acknowledged"):
        service.warn(uow, rules.UNANSWERED, group_id=row.group_id, matter=row.id, concerns_id=row.concerns_id)


def on_escalation_answered(uow: UnitOfWork, fact: escalations.EscalationAnswered) -> None:
    """Somebody answered after all."""
    service.end(uow, rules.UNANSWERED, fact.matter)


def on_escalation_withdrawn(uow: UnitOfWork, fact: escalations.EscalationWithdrawn) -> None:
    """The group took it back."""
    service.end(uow, rules.UNANSWERED, fact.matter)


def on_session_called_off(uow: UnitOfWork, fact: supervision.SessionCalledOff) -> None:
    """It may be the second in a row; and only while it is still so, however late this is heard."""
    if _is_sign(uow, len(supervision_.called_off(uow.session, fact.group_id)), rules.CALLED_OFF):
        service.warn(uow, rules.CALLED_OFF, group_id=fact.group_id, matter=fact.group_id)


def on_session_held(uow: UnitOfWork, fact: supervision.SessionHeld) -> None:
    """The group holds on."""
    service.end(uow, rules.CALLED_OFF, fact.group_id)


def on_supervision_ended(uow: UnitOfWork, fact: supervision.FrameEnded) -> None:
    """The group does it no more."""
    service.end(uow, rules.CALLED_OFF, fact.matter)


def on_round_held(uow: UnitOfWork, fact: rounds.RoundHeld) -> None:
    """The group's card as it was left, beside the one before: what was seen there earlier is over."""
    cards = last_cards(uow.session, fact.group_id, fact.matter)
    number = queries.setting(uow.session, rules.SLIDES).number or 0
    seen = {
        rules.SLIDES: rules.slides(moves_since(cards).values(), number),
        rules.SAFETY: bool(cards) and rules.is_unsafe(cards[0]),
    }
    for rule, is_so in seen.items():
        service.end_all(uow, rule, fact.group_id)
        if is_so:
            service.warn(uow, rule, group_id=fact.group_id, matter=fact.matter)


def on_dialogue_set(uow: UnitOfWork, fact: dialogues.DialogueSet) -> None:
    """The two have a day: nobody need be asked whether they talk."""
    row, _ = dialogue.audience(uow, fact.matter)
    service.end_between(uow, row.leader_id, row.nearest_id)


def _is_sign(uow: UnitOfWork, in_a_row: int, rule: str = rules.FOLLOWUP_TWICE) -> bool:
    return rules.is_sign(in_a_row, queries.setting(uow.session, rule).number or 0)


def _look(uow: UnitOfWork, followup_id: UUID, in_a_row: int) -> None:
    """Agreements of groups only; and only while it is still so, however late this is heard."""
    if not _is_sign(uow, in_a_row):
        return
    run = followup.run(uow.session, followup_id)
    if run and run[0].group_id and run[0].about == "agreement":
        service.warn(uow, rules.FOLLOWUP_TWICE, group_id=run[0].group_id, matter=run[0].series)


def _end(uow: UnitOfWork, followup_id: UUID) -> None:
    if series := followup.series_of(uow.session, followup_id):
        service.end(uow, rules.FOLLOWUP_TWICE, series)
