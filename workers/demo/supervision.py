"""One group of the story holds collegial supervision: once so far, and again soon."""

from datetime import date, time

from tracker.storage.unit_of_work import UnitOfWork
from tracker.supervision import queries, service
from tracker.supervision.service import What
from workers.demo.stage import Stage

GROUP = "lg-pleje"
FIRST, BEGAN, WISHED = date(2026, 1, 13), date(2026, 1, 7), date(2026, 1, 29)
HOLDS, WISHES = "baole", "tnguy"


def write(stage: Stage) -> None:
    """All of it."""
    stage.add(BEGAN, GROUP, lambda uow: _begin(stage, uow), at=time(10, 15))
    stage.add(FIRST, HOLDS, _hold, at=time(14, 5))
    stage.add(WISHED, WISHES, lambda uow: service.offer(uow, stage.group(uow, GROUP)), at=time(11, 30))


def _begin(stage: Stage, uow: UnitOfWork) -> None:
    service.set_up(uow, stage.group(uow, GROUP), What(None, FIRST, time(13), 60, "monthly"))


def _hold(uow: UnitOfWork) -> None:
    today = queries.waiting(uow)[0]
    seat = queries.seat(uow, today.id, "T")
    focus = queries.cast(uow, seat.row, queries.rota_of(uow, seat.row.group_id)).focus
    service.hold(uow, seat.row.id, focus, version=seat.row.version)
