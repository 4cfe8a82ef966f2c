"""One press can mean several things: an answer to all of a theme, an agreement closed with what is asked about it."""

from collections.abc import Iterator
from dataclasses import replace

from workers.rehearsal.record import Act


def spread(acts: list[Act]) -> list[Act]:
    """Each thing that was done by itself, in order."""
    return [one for act in acts for one in _each(act)]


def _each(act: Act) -> Iterator[Act]:
    yield act
    if act.what == "escalation.answer":
        for other, state in act.said["with"]:
            if state == "raised":
                yield replace(act, what="escalation.acknowledge", matter=other, said={})
            yield replace(act, matter=other, said=act.said | {"with": []})
    elif act.what in ("agreement.close", "own.end") and act.said["open"]:
        yield replace(act, what="followup.close", matter=act.said["open"], said={})
    elif act.what.startswith("action.") and "open" in act.said:
        yield _said_of_action(act)
    elif act.what == "dialogue.hold" and "next" in act.said:
        said = act.said | {"day": act.said["next_day"]}
        yield replace(act, what="dialogue.set", matter=act.said["next"], said=said)
    elif act.what == "dialogue.ask":
        for person in act.said["asked"]:
            said = {"person": person, "is_offer": act.said["is_offer"]}
            yield replace(act, what="dialogue.asked", matter=f"{act.matter}:{person}", said=said)


def _said_of_action(act: Act) -> Act:
    """How an action goes, and whether it worked, answers what was asked; what is done or stopped is asked no more."""
    how = act.said["said"]
    if how in ("done", "stopped"):
        return replace(act, what="followup.close", matter=act.said["open"], said={})
    outcome = {"late": "not", "not": "not", "partly": "partly"}.get(how, "kept")
    return replace(act, what="followup.answer", matter=act.said["open"], said=act.said | {"outcome": outcome})
