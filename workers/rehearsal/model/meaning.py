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
    elif act.what == "agreement.close":
        yield replace(act, what="followup.close", matter=act.said["open"], said={})
