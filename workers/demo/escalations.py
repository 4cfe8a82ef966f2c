"""The story's escalations."""

from datetime import time
from typing import Any

from tracker.escalations import queries, service
from tracker.escalations.rules import Draft, Reply
from tracker.storage.unit_of_work import UnitOfWork
from workers.demo.stage import Stage


def write(stage: Stage, story: dict[str, Any]) -> None:
    """Everything that is sent up, and how it was answered."""
    for told in story["escalations"]:
        _write(stage, told)


def _write(stage: Stage, told: dict[str, Any]) -> None:
    key = told["key"]

    def send(uow: UnitOfWork) -> None:
        draft = Draft(
            title=told["theme"],
            wording=told["wording"],
            ask=told["asked_for"],
            addressed=told["to"],
            round_id=stage.known.get(told["round"]),
            statement=told["statement"],
            field=told["field"],
        )
        stage.known[key] = service.raise_escalation(uow, stage.group(uow, told["group"]), draft)

    def read(uow: UnitOfWork) -> int:
        return queries.show(uow, stage.known[key])[0].version

    def acknowledge(uow: UnitOfWork) -> None:
        service.acknowledge(uow, stage.known[key], version=read(uow))

    def answer(uow: UnitOfWork) -> None:
        given = told["answer"]
        service.answer(uow, stage.known[key], Reply(given["kind"], given["words"]), version=read(uow))

    def close(uow: UnitOfWork) -> None:
        service.close(uow, stage.known[key], helped=True, version=read(uow))

    stage.add(told["raised_on"], told["raised_by"], send, at=time(14, 10))
    for name, play, hour in (("acknowledged", acknowledge, 9), ("answer", answer, 11), ("closed", close, 15)):
        if name in told and told[name].get("kind") != "plan":  # taking it into the plan is the plan's to tell
            stage.add(told[name]["on"], told[name]["by"], play, at=time(hour, 20))
