"""The story's dialogue: what one leader keeps for himself, and what he and his nearest leader talk about."""

from datetime import time
from functools import partial
from typing import Any

from tracker.dialogues import queries, service
from tracker.dialogues.service.private import Wording
from tracker.dialogues.service.talking import When
from tracker.storage.unit_of_work import UnitOfWork
from workers.demo.stage import Stage

TEN = time(10)


def write(stage: Stage, told: dict[str, Any]) -> None:
    """All of it."""
    leader, nearest = told["leader"], told["nearest"]
    _keep(stage, leader, told)
    first, following = told["held"], told["next"]
    stage.add(first["set_on"], leader, partial(_set, stage, nearest, first), at=time(9, 40))
    stage.add(first["set_on"], leader, partial(_bring, stage, first["brought"]), at=time(9, 45))
    stage.add(first["set_on"], nearest, partial(_bring, stage, first["nearest_brought"]), at=time(13, 10))
    stage.add(first["day"], nearest, partial(_agree, stage, first), at=time(10, 40))
    stage.add(first["day"], nearest, partial(_hold, stage, following), at=time(10, 50))
    stage.add(told["checkins"][-1]["on"], leader, partial(_bring, stage, following["brought"]), at=time(14))


def _keep(stage: Stage, leader: str, told: dict[str, Any]) -> None:
    def note(uow: UnitOfWork) -> None:
        for each in told["notes"]:
            service.save_note(uow, each["question"], text=each["text"], lang="da", version=0)

    def promise(each: dict[str, Any], uow: UnitOfWork) -> None:
        service.add_promise(uow, Wording(each["text"], "da", each["first"], each["cadence"], "Egen opfølgning"))

    def check(each: dict[str, Any], uow: UnitOfWork) -> None:
        feels = dict(zip(("psychological", "emotional", "social"), each["at"], strict=True))
        service.check_in(uow, feels, note=each["note"], lang="da")

    stage.add(told["held"]["set_on"], leader, note, at=time(9, 20))
    for each in told["promises"]:
        stage.add(each["on"], leader, partial(promise, each), at=time(11))
    for each in told["checkins"]:
        stage.add(each["on"], leader, partial(check, each), at=time(15))


def _set(stage: Stage, nearest: str, told: dict[str, Any], uow: UnitOfWork) -> None:
    when = When(told["day"], TEN, 45, told["cadence"])
    stage.known["dialogue"] = service.set_dialogue(uow, stage.person(uow, nearest), when)


def _bring(stage: Stage, text: str, uow: UnitOfWork) -> None:
    service.add_topic(uow, stage.known["dialogue"], text=text, lang="da", brought=True)


def _agree(stage: Stage, told: dict[str, Any], uow: UnitOfWork) -> None:
    said = Wording(told["agreement"], "da", told["first"], told["cadence"], "Aftale fra en dialog")
    service.agree(uow, stage.known["dialogue"], said, owners="both")


def _hold(stage: Stage, told: dict[str, Any], uow: UnitOfWork) -> None:
    talk = queries.show(uow, stage.known["dialogue"])
    following = When(told["day"], TEN, 45, talk.cadence)
    made = service.hold(uow, talk.id, following, version=talk.version)
    stage.known["dialogue"] = made or talk.id
