"""The story's plan: started, its themes proposed, weighed and placed, two qualified, published, talked about."""

from datetime import date, time
from typing import Any
from uuid import UUID

from tracker.escalations import queries as escalations
from tracker.people import queries as people
from tracker.plans import queries, service
from tracker.plans.models import Theme
from tracker.plans.service.card import OfferText
from tracker.plans.service.plan import Frame
from tracker.plans.service.qualify import ActionText, Words
from tracker.storage.unit_of_work import UnitOfWork
from workers.demo.stage import Stage

COLUMNS = {
    "leaders_of_employees": "LE",
    "leaders_of_leaders": "LL",
    "leadership_groups": "LG",
    "med": "MED",
    "top_hr": "TM",
}
ROLES = {"TM": "TM", "HR": "HR", "leader_of_leaders": "LL", "leader_of_employees": "LE", "MED": "MED"}
METHODS = {"brainstorm": "brainstorm", "focus_group": "focus-group", "desk_research": "desk-research"}
METHODS |= {"expert": "expert", "hearing": "other"}
CODES = {"Krydspres": "cross-pressure"}
"""themes that were picked in the catalogue"""


def write(stage: Stage, story: dict[str, Any]) -> None:
    """The whole year of the plan."""
    told = story["plan"]
    _start(stage, told)
    _offers(stage, told, story["offers"])
    for theme in story["themes"]:
        _propose(stage, theme)
    for theme in story["themes"]:
        _weigh(stage, told, theme)
    _take(stage, story)
    for theme in story["qualified"]:
        _qualify(stage, theme)
    _publish(stage, told, [action for theme in story["qualified"] for action in theme["actions"]])
    for talk in told["talks"]:
        _talk(stage, talk)


def _theme(key: str) -> str:
    return f"theme {key}"


def _plan_version(uow: UnitOfWork) -> int:
    return queries.needed(uow.session).version


def _start(stage: Stage, told: dict[str, Any]) -> None:
    def start(uow: UnitOfWork) -> None:
        frame = Frame(
            title=told["title"],
            purpose=told["purpose"].strip(),
            coordinator_id=stage.person(uow, told["coordinator"]),
            themes_close=told["themes_close"],
            publish_by=told["published"],
            next_status=told["next_status"],
            ends=told["ends"],
        )
        service.start(uow, frame, lang="da")

    def settle(uow: UnitOfWork) -> None:
        answers = {name: text.strip() for name, text in told["answers"].items()}
        service.change_answers(uow, answers, lang="da", version=_plan_version(uow))

    stage.add(told["started"], told["owner"], start, at=time(10))
    stage.add(date(2026, 1, 8), told["coordinator"], settle, at=time(10))


def _offers(stage: Stage, told: dict[str, Any], offers: list[dict[str, Any]]) -> None:
    def add(uow: UnitOfWork) -> None:
        for offer in offers:
            contact = people.someone(uow.session, stage.person(uow, offer["contact"]))
            columns = [COLUMNS[name] for name in offer["columns"]]
            said = OfferText(offer["title"], offer["words"], contact.name if contact else "", columns, "da")
            stage.known[f"offer {offer['key']}"] = service.add_offer(uow, said)

    stage.add(date(2025, 11, 27), told["coordinator"], add, at=time(13))


def _propose(stage: Stage, theme: dict[str, Any]) -> None:
    def propose(uow: UnitOfWork) -> None:
        stage.known[_theme(theme["key"])] = service.propose(
            uow, title=theme["title"], why=theme["words"], lang="da", code=CODES.get(theme["catalogue"])
        )

    if "escalation" not in theme:
        stage.add(theme["proposed_on"], theme["proposed_by"], propose, at=time(13, 30))


def _take(stage: Stage, story: dict[str, Any]) -> None:
    """Escalations answered by taking them into the plan: each makes its theme."""
    themes = {theme["escalation"]: theme for theme in story["themes"] if "escalation" in theme}
    for told in story["escalations"]:
        if told["key"] in themes and told.get("answer", {}).get("kind") == "plan":
            _take_one(stage, told, themes[told["key"]])


def _take_one(stage: Stage, told: dict[str, Any], theme: dict[str, Any]) -> None:
    given = told["answer"]

    def take(uow: UnitOfWork) -> None:
        escalation = stage.known[told["key"]]
        version = escalations.show(uow, escalation)[0].version
        words = {"title": theme["title"], "why": theme["words"], "answer": given["words"], "lang": "da"}
        stage.known[_theme(theme["key"])] = service.take_escalation(
            uow, escalation, theme_id=None, version=version, **words
        )

    stage.add(given["on"], given["by"], take, at=time(11, 20))


def _weigh(stage: Stage, told: dict[str, Any], theme: dict[str, Any]) -> None:
    def version(uow: UnitOfWork) -> int:
        uow.session.flush()
        return uow.get(Theme, stage.known[_theme(theme["key"])]).version

    def weigh(uow: UnitOfWork) -> None:
        theme_id = stage.known[_theme(theme["key"])]
        degrees = {"importance": theme["importance"], "success": theme["success"]}
        said = {"reason": theme["reason"], "lang": "da"}
        service.assess(uow, theme_id, **degrees, **said, version=version(uow))
        _place(uow, theme_id, theme.get("cards", []))
        if theme["decision"] == "chosen":
            service.choose(uow, theme_id, **said, version=version(uow))
        elif theme["decision"] == "later":
            service.leave_outside(uow, theme_id, **said, version=version(uow))

    stage.add(told["prioritised"], told["owner"], weigh, at=time(14))


def _place(uow: UnitOfWork, theme_id: UUID, cards: list[dict[str, Any]]) -> None:
    for card in cards:
        if card["row"] in ("high", "low"):
            column, text = COLUMNS[card["column"]], card["who_does_what"]
            service.place(uow, theme_id, column=column, row=card["row"], text=text, lang="da")


def _qualify(stage: Stage, told: dict[str, Any]) -> None:
    def qualify(uow: UnitOfWork) -> None:
        theme_id = stage.known[_theme(told["theme"])]
        signs = {f"signs_{ours}": "\n".join(told[f"signs_{theirs}"]) for ours, theirs in SIGNS.items()}
        version = uow.get(Theme, theme_id).version
        offers = [stage.known[f"offer {key}"] for key in told["offers"]]
        said_of_it = Words(told["description"].strip(), signs["signs_well"], signs["signs_badly"], told["works"])
        service.describe(uow, theme_id, said_of_it, lang="da", version=version)
        uow.session.flush()  # which counts the version up
        service.bring_offers(uow, theme_id, offers, version=uow.get(Theme, theme_id).version)
        for one in told["inputs"]:
            method, what = METHODS[one["method"]], one["words"]
            service.add_input(uow, theme_id, method=method, source=one["source"], on=one["date"], what=what, lang="da")
        for one in told["actions"]:
            person = stage.person(uow, one["person"])
            said = ActionText(one["what"], ROLES[one["role"]], person, one["due"], one["level"], "da")
            stage.known[f"action {one['key']}"] = service.add_action(uow, theme_id, said)

    stage.add(told["qualified_on"], told["by"], qualify, at=time(15, 30))


SIGNS = {"well": "good", "badly": "bad"}


def _publish(stage: Stage, told: dict[str, Any], actions: list[dict[str, Any]]) -> None:
    def publish(uow: UnitOfWork) -> None:
        note, version = told["version_note"], _plan_version(uow)
        service.publish(uow, note=note, lang="da", ask_groups=True, version=version)

    def close(uow: UnitOfWork) -> None:
        for one in actions:
            if one["state"] == "done":
                version = queries.action(uow, stage.known[f"action {one['key']}"])[2].version
                service.close_action(uow, stage.known[f"action {one['key']}"], version=version)

    stage.add(told["published"], told["owner"], publish, at=time(10))
    stage.add(told["published"], told["coordinator"], close, at=time(10))


def _talk(stage: Stage, told: dict[str, Any]) -> None:
    def talk(uow: UnitOfWork) -> None:
        group, plan = stage.group(uow, told["group"]), queries.needed(uow.session)
        version = next(row.version for row in queries.groups_to_talk(uow.session, plan.id) if row.group_id == group)
        service.talked(uow, group, on=told["held"], words=told["words"], lang="da", version=version)

    stage.add(told["held"], told["group"], talk, at=time(11, 45))
