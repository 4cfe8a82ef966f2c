"""Who is told of a group's collegial supervision: when it is, and whose turn; never what it is about."""

from tracker.notifications import calendar_invited
from tracker.notifications.service import settle, tell
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import facts as supervision
from tracker.supervision import queries as supervision_
from tracker.supervision import service

AHEAD = ("supervision.planned", "supervision.moved", "supervision.turn")


def on_session_planned(uow: UnitOfWork, fact: supervision.SessionPlanned) -> None:
    """Everybody who takes part or facilitates: the e-mail brings it to the calendar."""
    row, members, beside = supervision_.audience(uow, fact.matter)
    if row.state == "planned":
        tell(uow, [*members, *beside], "supervision.planned", "supervision", row.id)


def on_session_moved(uow: UnitOfWork, fact: supervision.SessionMoved) -> None:
    """Everybody; what was said of the earlier time is over."""
    row, members, beside = supervision_.audience(uow, fact.matter)
    if row.state == "planned":
        settle(uow, row.id, ("supervision.moved", "supervision.turn"))
        tell(uow, [*members, *beside], "supervision.moved", "supervision", row.id)


def on_session_called_off(uow: UnitOfWork, fact: supervision.SessionCalledOff) -> None:
    """Everybody, where it still lay ahead."""
    row, members, beside = supervision_.audience(uow, fact.matter)
    settle(uow, row.id, AHEAD)
    if row.starts_at > uow.now:
        tell(uow, [*members, *beside], "supervision.off", "supervision", row.id)


def on_session_nears(uow: UnitOfWork, fact: supervision.SessionNears) -> None:
    """Whoever has the turn; and who has come into the group since it was planned, for their calendars."""
    row, _, _ = supervision_.audience(uow, fact.matter)
    if row.state != "planned":
        return
    tell(uow, supervision_.come_since(uow, row), "supervision.planned", "supervision", row.id)
    if focus := service.focus_of(uow, row):
        tell(uow, [focus], "supervision.turn", "supervision", row.id)


def on_turn_taken(uow: UnitOfWork, fact: supervision.TurnTaken) -> None:
    """Whoever had the turn: they have it the next time."""
    settle(uow, fact.matter, ["supervision.turn"])
    if fact.instead_of and fact.instead_of != fact.person_id:
        tell(uow, [fact.instead_of], "supervision.later", "supervision", fact.matter)


def on_turn_given_back(uow: UnitOfWork, fact: supervision.TurnGivenBack) -> None:
    """Whoever has the turn again."""
    settle(uow, fact.matter, ["supervision.later"])
    if fact.to_id:
        tell(uow, [fact.to_id], "supervision.turn", "supervision", fact.matter)


def on_turn_offered(uow: UnitOfWork, fact: supervision.TurnOffered) -> None:
    """The others in the group."""
    members = [person.id for person in people.members(uow.session, fact.matter, uow.today)]
    others = (person for person in members if person != fact.person_id)
    tell(uow, others, "supervision.offered", "supervision_group", fact.matter)


def on_turn_offer_withdrawn(uow: UnitOfWork, fact: supervision.TurnOfferWithdrawn) -> None:
    """Nobody is told."""
    settle(uow, fact.matter, ["supervision.offered"])


def on_turns_swapped(uow: UnitOfWork, fact: supervision.TurnsSwapped) -> None:
    """Whoever offered theirs."""
    settle(uow, fact.matter, ["supervision.offered"])
    tell(uow, [fact.with_id], "supervision.swapped", "supervision_group", fact.matter)


def on_session_held(uow: UnitOfWork, fact: supervision.SessionHeld) -> None:
    """Each who takes part, privately: how are you?"""
    row, members, _ = supervision_.audience(uow, fact.matter)
    settle(uow, row.id, (*AHEAD, "supervision.later"))
    tell(uow, members, "supervision.held", "supervision", row.id)


def on_supervision_facilitator_asked(uow: UnitOfWork, fact: supervision.FacilitatorAsked) -> None:
    """Who is asked."""
    tell(uow, [fact.person_id], "supervision.facilitator", "supervision_asked", fact.matter)


def on_supervision_facilitator_released(uow: UnitOfWork, fact: supervision.FacilitatorReleased) -> None:
    """The sessions are taken out of the facilitator's calendar."""
    uow.at(uow.now, calendar_invited.LOOK_AGAIN, fact.person_id)
