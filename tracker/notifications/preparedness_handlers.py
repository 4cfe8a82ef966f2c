"""Who is told of expected loads: whoever sees to one, or who leads the group or unit where they are away."""

from tracker.notifications.service import settle, tell
from tracker.preparedness import facts as preparedness
from tracker.preparedness import service as load_
from tracker.storage.unit_of_work import UnitOfWork


def on_load_expected(uow: UnitOfWork, fact: preparedness.LoadExpected) -> None:
    """Whoever is to see to it, unless they put it down themselves."""
    if fact.seer_id != fact.by_id:
        _tell_seer(uow, fact)


def on_load_changed(uow: UnitOfWork, fact: preparedness.LoadChanged) -> None:
    """Whoever is to see to it now; whoever did before is asked no more."""
    if fact.is_handed_over:
        settle(uow, fact.matter)
        if fact.seer_id != fact.by_id:
            _tell_seer(uow, fact)


def _tell_seer(uow: UnitOfWork, fact: preparedness.LoadExpected | preparedness.LoadChanged) -> None:
    if load_.is_still_seen_to(uow, fact.matter, fact.seer_id):
        tell(uow, [fact.seer_id], "load.yours", "load", fact.matter)


def on_load_nears(uow: UnitOfWork, fact: preparedness.LoadNears) -> None:
    """Whoever sees to it: is the support ready?"""
    settle(uow, fact.matter)
    if found := load_.audience(uow, fact.matter):
        tell(uow, found[1], "load.near", "load", fact.matter)


def on_load_passed(uow: UnitOfWork, fact: preparedness.LoadPassed) -> None:
    """Whoever saw to it: did the support suffice?"""
    settle(uow, fact.matter)
    if found := load_.audience(uow, fact.matter):
        tell(uow, found[1], "load.over", "load", fact.matter)


def on_load_looked_back_on(uow: UnitOfWork, fact: preparedness.LoadLookedBackOn) -> None:
    """Nobody is told; it has been answered."""
    settle(uow, fact.matter)


def on_load_taken_off(uow: UnitOfWork, fact: preparedness.LoadTakenOff) -> None:
    """Nobody is told; there is nothing to be ready for."""
    settle(uow, fact.matter)
