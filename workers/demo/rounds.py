"""The story's leadership groups: their rounds, what they agreed, and what became of it."""

from datetime import date, time, timedelta
from typing import Any

from tracker.followups import queries as followups
from tracker.followups import service as followup
from tracker.knowledge import queries as knowledge
from tracker.rounds import queries, service
from tracker.rounds.models import Agreement
from tracker.storage.unit_of_work import UnitOfWork
from workers.demo.stage import Stage

MODES = {"open": "open", "anonymous_from_five": "from_five"}
OUTCOMES = {"kept": "kept", "partly": "partly", "missed": "not"}
CODES = [statement.code for statement in knowledge.statements()]
LAST_DAY = date(2026, 2, 2)
"""the day before the demo opens"""


def write(stage: Stage, story: dict[str, Any]) -> None:
    """Every group's rounds."""
    for group in story["groups"]:
        for told in group["rounds"]:
            _plan(stage, group["group"], told)
            _prepare(stage, told)
            if told["state"] == "closed":
                _meet(stage, group["group"], told)
                for agreed in told["agreements"]:
                    _agree(stage, group["group"], told, agreed)
                _end(stage, group["group"], told)


def _plan(stage: Stage, group: str, told: dict[str, Any]) -> None:
    def plan(uow: UnitOfWork) -> None:
        mode = MODES[told["display"]]
        stage.known[told["key"]] = service.plan(
            uow, stage.group(uow, group), day=told["held"], at=time(13), show_mode=mode
        )

    stage.add(told["opened"], group, plan, at=time(9, 30))


def _prepare(stage: Stage, told: dict[str, Any]) -> None:
    people = list(told["answers"].items())
    last = min(told["held"] - timedelta(days=2), LAST_DAY)
    for number, (who, letters) in enumerate(people, start=1):
        day = told["opened"] + (last - told["opened"]) * number / len(people)
        _answer(stage, told["key"], who, letters, _weekday(day))


def _weekday(day: date) -> date:
    """The day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _answer(stage: Stage, key: str, who: str, letters: dict[str, str], day: date) -> None:
    succeeds, important = (letters[name].replace(" ", "") for name in ("success", "importance"))

    def answer(uow: UnitOfWork) -> None:
        for code, success, importance in zip(CODES, succeeds, important, strict=True):
            service.save_answer(uow, stage.known[key], code, succeeds=success, important=importance)

    stage.add(day, who, answer, at=time(14, 30))


def _meet(stage: Stage, group: str, told: dict[str, Any]) -> None:
    def version(uow: UnitOfWork) -> int:
        return queries.seat(uow, stage.known[told["key"]], "R", "card").round.version

    def meet(uow: UnitOfWork) -> None:
        round_id = stage.known[told["key"]]
        service.close(uow, round_id)
        uow.session.flush()
        service.choose(uow, round_id, told["chosen"], lang="da", version=version(uow))
        uow.session.flush()
        for talk in told["talks"]:
            words = {"meaning": talk["meaning"], "place": talk["why"], "rightwards": talk["would_take"]}
            service.write(uow, round_id, talk["statement"], **words, lang="da", version=1)

    stage.add(told["held"], group, meet, at=time(13, 5))


def _agree(stage: Stage, group: str, told: dict[str, Any], agreed: dict[str, Any]) -> None:
    days = [each["on"] for each in agreed["follow_ups"]]

    def agree(uow: UnitOfWork) -> None:
        wording = service.Wording(agreed["text"], "", agreed["statement"], "da")
        owner = stage.person(uow, agreed["responsible"])
        stage.known[agreed["key"]] = service.agree(
            uow, stage.known[told["key"]], wording, owner_ids=[owner], first=days[0], cadence=None
        )

    def close(uow: UnitOfWork) -> None:
        version = uow.get(Agreement, stage.known[agreed["key"]]).version
        service.close_agreement(uow, stage.known[told["key"]], stage.known[agreed["key"]], version=version)

    stage.add(told["held"], group, agree, at=time(14, 40))
    for each, following in zip(agreed["follow_ups"], [*days[1:], None], strict=True):
        if "outcome" in each:
            _follow_up(stage, agreed, each, following)
    if agreed["state"] == "closed":
        stage.add(days[-1] + timedelta(days=1), group, close, at=time(10, 15))


def _follow_up(stage: Stage, agreed: dict[str, Any], each: dict[str, Any], following: date | None) -> None:
    def answer(uow: UnitOfWork) -> None:
        matter = stage.known[agreed["key"]]
        latest = followups.of_matters(uow.session, [matter])[matter][-1]
        outcome = OUTCOMES[each["outcome"]]
        words = {"learned": each["learned"], "lang": "da"}
        followup.answer(uow, latest.id, outcome=outcome, next_day=following, version=latest.version, **words)

    stage.add(each["on"], agreed["responsible"], answer, at=time(15, 10))


def _end(stage: Stage, group: str, told: dict[str, Any]) -> None:
    def hold(uow: UnitOfWork) -> None:
        version = queries.seat(uow, stage.known[told["key"]], "R", "card").round.version
        service.hold(uow, stage.known[told["key"]], next_talk=told["next_talk"], version=version)

    stage.add(told["held"], group, hold, at=time(15))
