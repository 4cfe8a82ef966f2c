"""Who is told of dialogues: the two, both, as both have it in the calendar; and whoever is asked to have one."""

from tracker.dialogues import facts as dialogues
from tracker.dialogues import queries as dialogue_
from tracker.dialogues import service as dialogue
from tracker.notifications.service import settle, tell
from tracker.storage.unit_of_work import UnitOfWork

AHEAD = ("dialogue.set", "dialogue.moved", "dialogue.near")


def on_dialogue_set(uow: UnitOfWork, fact: dialogues.DialogueSet) -> None:
    """Both: the e-mail brings it to the calendar."""
    row, both = dialogue_.audience(uow, fact.matter)
    if row.state == "planned":
        tell(uow, both, "dialogue.set", "dialogue", row.id)


def on_dialogue_moved(uow: UnitOfWork, fact: dialogues.DialogueMoved) -> None:
    """Both; what was said of the earlier time is over."""
    row, both = dialogue_.audience(uow, fact.matter)
    if row.state == "planned":
        settle(uow, row.id, ("dialogue.moved", "dialogue.near"))
        tell(uow, both, "dialogue.moved", "dialogue", row.id)


def on_dialogue_called_off(uow: UnitOfWork, fact: dialogues.DialogueCalledOff) -> None:
    """Both; the leader alone, where the two are leader and nearest leader no more."""
    row, both = dialogue_.audience(uow, fact.matter)
    settle(uow, row.id, AHEAD)
    tell(uow, both, "dialogue.off", "dialogue", row.id)


def on_dialogue_near(uow: UnitOfWork, fact: dialogues.DialogueNear) -> None:
    """Both, to choose what they bring."""
    row, both = dialogue_.audience(uow, fact.matter)
    if row.state == "planned":
        tell(uow, both, "dialogue.near", "dialogue", row.id)


def on_dialogue_held(uow: UnitOfWork, fact: dialogues.DialogueHeld) -> None:
    """Nobody is told; there is nothing more to prepare."""
    settle(uow, fact.matter, AHEAD)


def on_dialogue_agreement_made(uow: UnitOfWork, fact: dialogues.AgreementMade) -> None:
    """The other of the two."""
    row, both = dialogue_.audience(uow, fact.matter)
    tell(uow, (person for person in both if person != fact.by_id), "dialogue.agreement", "dialogue", row.id)


def on_leader_asked(uow: UnitOfWork, fact: dialogues.LeaderAsked) -> None:
    """Who is asked."""
    kind = "dialogue.offered" if fact.is_offer else "dialogue.asked"
    tell(uow, [fact.person_id], kind, "dialogue_request", fact.matter)


def on_request_ended(uow: UnitOfWork, fact: dialogues.RequestEnded) -> None:
    """Nobody is told; it asks for nobody any more."""
    settle(uow, fact.matter)


def on_checkin_shared(uow: UnitOfWork, fact: dialogues.CheckInShared) -> None:
    """With whom it is shared."""
    tell(uow, dialogue.shared_with(uow, fact.matter), "checkin.shared", "checkin_share", fact.matter)


def on_checkin_taken_back(uow: UnitOfWork, fact: dialogues.CheckInTakenBack) -> None:
    """Nobody is told; there is nothing to read any more."""
    settle(uow, fact.matter)
