"""What lies ahead of the care homes when the demo opens: two loads, one of them with support planned."""

from datetime import date, time
from functools import partial

from tracker.people import queries as people
from tracker.preparedness import service
from tracker.preparedness.rules import Said, Scope
from tracker.storage.unit_of_work import UnitOfWork
from workers.demo.stage import Stage

LEADER = "lg-pleje"
ON = date(2026, 1, 13)


def write(stage: Stage) -> None:
    """Both, put down by whoever leads the care homes."""
    stage.add(ON, LEADER, partial(_expect, stage), at=time(10, 20))


def _expect(stage: Stage, uow: UnitOfWork) -> None:
    group = people.group(uow.session, stage.group(uow, LEADER))
    if group is None:
        raise KeyError(LEADER)
    me = uow.actor.me
    rebuilding = Said(
        kind="move",
        title="Køkken og fællesrum bygges om",
        lang="da",
        starts=date(2026, 3, 2),
        ends=date(2026, 5, 29),
        weight="Støj, støv og mange spørgsmål fra pårørende",
        support=["relief"],
        words="Ingen nye projekter i plejecentrene imens. Teknik har en fast kontakt på stedet.",
        seer_id=me,
        notice_days=10,
    )
    inspection = Said(
        kind="inspection",
        title="",
        lang="da",
        starts=date(2026, 4, 13),
        ends=date(2026, 4, 24),
        weight="To uger med ekstra papirer",
        support=[],
        words="",
        seer_id=me,
        notice_days=20,
    )
    for said in (rebuilding, inspection):
        service.expect(uow, Scope(unit_id=group.unit_id), said)
