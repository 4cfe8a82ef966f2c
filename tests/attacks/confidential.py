"""An organisation with a word of its own in every confidential field, and by hand who may find which."""

from datetime import date, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select, update

from tests.worlds import World
from tracker.dialogues import service as dialogues
from tracker.dialogues.service.agreeing import Reply as Answered
from tracker.dialogues.service.private import Wording as Promised
from tracker.dialogues.service.talking import When
from tracker.escalations import service as escalations
from tracker.escalations.models import Escalation
from tracker.escalations.rules import Draft, Reply
from tracker.followups import service as followups
from tracker.followups.models import FollowUp
from tracker.people.models import Membership
from tracker.plans import service as plans
from tracker.plans.models import Action, Plan, PlanTalk, Theme
from tracker.plans.service.card import OfferText
from tracker.plans.service.plan import Frame
from tracker.plans.service.qualify import ActionText, Words
from tracker.preparedness import service as preparedness
from tracker.preparedness.rules import Said as Expected
from tracker.preparedness.rules import Scope
from tracker.progress import service as progress
from tracker.progress.models import AnnualDiscussion
from tracker.progress.service.annual import Said
from tracker.progress.service.wheel import Entry
from tracker.rounds import service as rounds
from tracker.rounds.models import Chosen, Round
from tracker.rounds.service import Wording
from tracker.supervision import service as supervision
from tracker.supervision.models import Sitting
from tracker.supervision.rules import Step
from tracker.supervision.service import What
from tracker.warnings import service as warnings

WE = {"head", "ann", "bo"}
MAKERS = {"tm", "hr"}
LEADERS = WE | {"newcomer", "lis"}
WHO = ["tm", "hr", "head", "ann", "bo", "eva", "newcomer", "lis", "med", "sa", None]
"""eva left the group, the newcomer joined it, both after everything had happened; None is not signed in"""

MAY_FIND: dict[str, set[str]] = {
    "note-kept": {"ann"},
    "note-shared": WE,
    "note-kept-open": {"ann"},
    "note-shared-open": {"bo"},
    "meaning": WE,
    "place": WE,
    "rightwards": WE,
    "agreement": WE,
    "sign": WE,
    "learned": WE,
    "moved-why": WE,
    "to-tm-title": WE | {"tm"},
    "to-tm-wording": WE | {"tm"},
    "to-tm-ask": WE | {"tm"},
    "to-tm-answer": WE | {"tm"},
    "to-hr-title": WE | {"hr"},
    "to-hr-wording": WE | {"hr"},
    "to-hr-ask": WE | {"hr"},
    "about-tm-title": WE | {"hr"},
    "about-tm-wording": WE | {"hr"},
    "about-tm-ask": WE | {"hr"},
    "withdrawn-title": WE,
    "withdrawn-wording": WE,
    "withdrawn-ask": WE,
    "support": {"bo", "hr"},
    "offer": {"bo", "hr"},
    "noticed": {"ann"},
    "talk": WE,
    "load": WE | {"newcomer", "tm"},
    "load-over": WE | {"tm"},
    "unit-load": LEADERS | {"hr"},
    "method": WE | {"newcomer"},
    "method-step": WE | {"newcomer"},
    "own-note": {"ann"},
    "own-plan": {"ann"},
    "own-promise": {"ann"},
    "own-learned": {"ann"},
    "own-checkin": {"ann"},
    "point-kept": {"ann"},
    "point-brought": {"ann", "head"},
    "two-agreed": {"ann", "head"},
    "purpose-draft": MAKERS | LEADERS,
    "answers-draft": MAKERS,
    "why-published": MAKERS | LEADERS | {"med"},
    "described-published": MAKERS | LEADERS | {"med"},
    "why-draft": MAKERS | LEADERS,
    "described-draft": MAKERS,
    "signs-draft": MAKERS,
    "input-source": MAKERS,
    "input-what": MAKERS,
    "action-draft": MAKERS,
    "status-words": MAKERS,
    "remark": MAKERS | {"med"},
    "annual-draft": MAKERS | {"med"},
    "wheel-entry": MAKERS | LEADERS | {"med"},
    "placed-draft": MAKERS,
    "offer-draft": MAKERS,
    "reason-outside": MAKERS | LEADERS | {"med"},
}
SEALED = ["note-kept", "note-kept-open", "note-shared-open", "support", "talk", "offer", "noticed"]
SEALED += ["own-note", "own-plan", "own-promise", "own-learned", "own-checkin"]
SEALED += ["point-kept", "point-brought", "two-agreed"]


def word(name: str) -> str:
    """The word of a field: nothing else on any page looks like it."""
    return f"Qx{name.replace('-', '').title()}Zq"


def fill(world: World) -> None:
    """Everything that can happen to the larger group and the plan, through the services."""
    _plan(world)
    _round(world)
    _escalations(world)
    _progress(world)
    with world.acting("bo") as uow:
        request = warnings.ask(uow, support="coach", words=word("support"), lang="da")
    with world.acting("hr") as uow:
        warnings.offer_support(uow, request, support="coach", contact=word("offer"), words="", lang="da")
    with world.acting("head") as uow:
        warnings.write_to(uow, world.ids["ann"], words=word("noticed"), lang="da")
    _ahead(world)
    _dialogue(world)
    _supervision(world)
    world.move(days=7)
    _followed_up(world)
    _kept_to_oneself(world)
    _people_move(world)
    world.drain()


def _ahead(world: World) -> None:
    """What lies ahead of the group and of the schools, and what was over before somebody new came."""
    head, today = world.ids["head"], world.now.date()
    said: dict[str, Any] = {"kind": "own", "lang": "da", "weight": "", "support": [], "words": ""}
    said |= {"seer_id": head, "notice_days": 5}
    with world.acting("head") as uow:
        group = Scope(group_id=world.group)
        spans = {"load": timedelta(days=60), "load-over": timedelta(days=1)}
        for name, ahead in spans.items():
            days: dict[str, Any] = {"starts": today, "ends": today + ahead}
            preparedness.expect(uow, group, Expected(title=word(name), **days, **said))
    with world.acting("hr") as uow:
        days = {"starts": today, "ends": today + timedelta(days=60)}
        school = Scope(unit_id=world.ids["school"])
        preparedness.expect(uow, school, Expected(title=word("unit-load"), **days, **said))


def version(world: World, model: Any, **where: object) -> tuple[UUID, int]:
    """The id and version of the one row there is."""
    with world.reading() as uow:
        row: Any = uow.session.scalars(select(model).filter_by(**where)).one()
        return row.id, row.version


def _theme(world: World, who: str, title: str, why: str) -> UUID:
    with world.acting(who) as uow:
        return plans.propose(uow, title=title, why=why, lang="da")


def _go_on(world: World, theme: UUID) -> None:
    said = {"reason": "", "lang": "da"}
    with world.acting("hr") as uow:
        plans.assess(uow, theme, importance="H", success="L", **said, version=uow.get(Theme, theme).version)
        uow.session.flush()
        plans.choose(uow, theme, **said, version=uow.get(Theme, theme).version)


def _described(world: World, theme: UUID, text: str, signs: str, action: str) -> None:
    with world.acting("hr") as uow:
        at = uow.get(Theme, theme).version
        plans.describe(uow, theme, Words(text, signs, "", ""), lang="da", version=at)
        plans.add_action(uow, theme, ActionText(action, "HR", world.ids["hr"], date(2026, 6, 1), "O", "da"))


def _plan(world: World) -> None:
    days = date(2026, 3, 3), date(2026, 4, 3), date(2026, 8, 3), date(2027, 2, 3)
    frame = Frame("Plan 2026", "Fordi.", world.ids["hr"], *days)
    with world.acting("tm") as uow:
        plans.start(uow, frame, lang="da")
    theme = _theme(world, "ann", "Klare mål", word("why-published"))
    _go_on(world, theme)
    _described(world, theme, word("described-published"), "", "Aftal en skabelon")
    with world.acting("tm") as uow:
        plans.publish(uow, note="", lang="da", ask_groups=True, version=version(world, Plan)[1])
    _said(world, theme)
    _draft(world, frame)
    with world.acting("head") as uow:
        at = version(world, PlanTalk, group_id=world.group)[1]
        plans.talked(uow, world.group, on=uow.today, words=word("talk"), lang="da", version=at)


def _said(world: World, theme: UUID) -> None:
    action, at = version(world, Action, theme_id=theme)
    with world.acting("hr") as uow:
        plans.say(uow, action, said="late", words=word("status-words"), lang="da", version=at)


def _draft(world: World, frame: Frame) -> None:
    theme = _theme(world, "bo", "Ro om aftenen", word("why-draft"))
    _go_on(world, theme)
    _described(world, theme, word("described-draft"), word("signs-draft"), word("action-draft"))
    outside = _theme(world, "med", "Parkering", "Fordi.")
    with world.acting("hr") as uow:
        said: dict[str, Any] = {
            "method": "expert",
            "source": word("input-source"),
            "what": word("input-what"),
            "lang": "da",
        }
        plans.add_input(uow, theme, on=uow.today, **said)
        plans.place(uow, theme, column="LL", row="low", text=word("placed-draft"), lang="da")
        plans.add_offer(uow, OfferText(word("offer-draft"), "Mentor", "HR", ["LL"], "da"))
        reason = word("reason-outside")
        plans.assess(
            uow, outside, importance="L", success="L", reason=reason, lang="da", version=uow.get(Theme, outside).version
        )
        answers = dict.fromkeys(("worries", "early_warnings", "special_support", "new_leaders"), word("answers-draft"))
        plans.change_answers(uow, answers, lang="da", version=uow.session.scalars(select(Plan)).one().version)
        uow.session.flush()
        changed = Frame(**(vars(frame) | {"purpose": word("purpose-draft")}))
        plans.change_frame(uow, changed, lang="da", version=uow.session.scalars(select(Plan)).one().version)


def _round(world: World) -> None:
    with world.acting("head") as uow:
        first = rounds.plan(uow, world.group, day=date(2026, 2, 3), at=time(13), show_mode="open")
    _prepare(world, first, word("note-kept"), word("note-shared"))
    with world.acting("head") as uow:
        rounds.close(uow, first)
        rounds.choose(uow, first, ["1A"], lang="da", version=uow.get(Round, first).version)
    with world.acting("head") as uow:
        said = {name: word(name) for name in ("meaning", "place", "rightwards")}
        rounds.write(uow, first, "1A", **said, lang="da", version=version(world, Chosen)[1])
        wording = Wording(word("agreement"), word("sign"), "1A", "da")
        days: dict[str, Any] = {"first": date(2026, 2, 10), "cadence": "weekly"}
        rounds.agree(uow, first, wording, owner_ids=[world.ids["ann"]], **days)
        rounds.hold(uow, first, next_talk=date(2026, 5, 5), version=uow.get(Round, first).version)
        second = rounds.plan(uow, world.group, day=date(2026, 3, 10), at=time(13), show_mode="open")
    _prepare(world, second, word("note-kept-open"), word("note-shared-open"))


def _prepare(world: World, round_id: UUID, kept: str, shared: str) -> None:
    for who, note in (("ann", kept), ("bo", shared)):
        with world.acting(who) as uow:
            rounds.save_answer(uow, round_id, "1A", succeeds="L", important="H", note=note, shared=note == shared)


def _escalations(world: World) -> None:
    for name, addressed, about in (("to-tm", "TM", ""), ("to-hr", "HR", ""), ("about-tm", "HR", "tm")):
        _send(world, name, addressed, about)
    withdrawn = _send(world, "withdrawn", "HR")
    with world.acting("head") as uow:
        escalations.withdraw(uow, withdrawn, version=uow.get(Escalation, withdrawn).version)
    with world.reading() as uow:
        first = uow.session.execute(select(Escalation.id).where(Escalation.title == word("to-tm-title"))).scalar_one()
    with world.acting("tm") as uow:
        escalations.acknowledge(uow, first, version=uow.get(Escalation, first).version)
        escalations.answer(uow, first, Reply("handled", word("to-tm-answer")))


def _progress(world: World) -> None:
    with world.acting("med") as uow:
        progress.remark(uow, word("remark"), lang="da")
    with world.acting("hr") as uow:
        one = progress.begin(uow, date(2026, 11, 3), lang="da")
        last = [{"text": word("annual-draft"), "reached": "yes", "note": ""}]
        said = Said(date(2026, 11, 3), last, ["Ro"], "", "")
        progress.write(uow, one, said, lang="da", version=uow.get(AnnualDiscussion, one).version)
        progress.enter(uow, Entry("other", word("wheel-entry"), date(2026, 10, 1), 1, "da"))


def _send(world: World, name: str, addressed: str, about: str = "") -> UUID:
    title, wording, ask = (word(f"{name}-{part}") for part in ("title", "wording", "ask"))
    with world.acting("head") as uow:
        draft = Draft(title, wording, ask, addressed, concerns_id=world.ids[about] if about else None)
        sent = escalations.raise_escalation(uow, world.group, draft)
    world.drain()
    return sent


def _followed_up(world: World) -> None:
    asked, at = version(world, FollowUp, about="agreement")
    with world.acting("ann") as uow:
        said: dict[str, Any] = {
            "outcome": "not",
            "learned": word("learned"),
            "lang": "da",
            "next_day": date(2026, 2, 17),
        }
        following = followups.answer(uow, asked, **said, version=at)
        assert following
    with world.acting("head") as uow:
        why = word("moved-why")
        followups.move(
            uow, following, to=date(2026, 2, 24), why=why, lang="da", version=uow.get(FollowUp, following).version
        )


def _dialogue(world: World) -> None:
    said: dict[str, Any] = {"lang": "da"}
    with world.acting("ann") as uow:
        dialogues.save_note(uow, "goals-1", text=word("own-note"), version=0, **said)
        dialogues.save_note(uow, "plan-goals", text=word("own-plan"), version=0, **said)
        feels = {"psychological": 2, "emotional": 3, "social": 4}
        dialogues.check_in(uow, feels, note=word("own-checkin"), **said)
        day = date(2026, 2, 10)
        dialogues.add_promise(uow, Promised(word("own-promise"), "da", day, "weekly", "Egen opfølgning"))
        talk = dialogues.set_dialogue(uow, world.ids["head"], When(date(2026, 3, 3), time(10), 45))
        dialogues.add_topic(uow, talk, text=word("point-kept"), brought=False, **said)
        dialogues.add_topic(uow, talk, text=word("point-brought"), brought=True, **said)
    with world.acting("head") as uow:
        day = date(2026, 3, 10)
        agreed = Promised(word("two-agreed"), "da", day, None, "Aftale fra en dialog")
        dialogues.agree(uow, talk, agreed, owners="both")
        dialogues.offer(uow, world.ids["ann"])


def _supervision(world: World) -> None:
    with world.acting("head") as uow:
        steps = [Step(word("method-step"), 20, "Lyt")] * 3
        method = supervision.describe(uow, world.group, word("method"), steps, lang="da")
    with world.acting("head") as uow:
        supervision.set_up(uow, world.group, What(method, date(2026, 2, 24), time(9), 60, "monthly"))
    with world.acting("ann") as uow:
        supervision.take_next(uow, version(world, Sitting)[0])


def _kept_to_oneself(world: World) -> None:
    asked, at = version(world, FollowUp, about="own")
    with world.acting("ann") as uow:
        reply = Answered("partly", word("own-learned"), "da", date(2026, 2, 17))
        dialogues.answer(uow, asked, reply, version=at)


def _people_move(world: World) -> None:
    today = world.now.date()
    with world.store.work() as uow:
        world.employ(uow, "newcomer", "head")
        mine = (Membership.person_id == world.ids["eva"], Membership.group_id == world.group)
        uow.session.execute(update(Membership).where(*mine).values(ends=today - timedelta(days=1)))
        values = {"group_id": world.group, "person_id": world.ids["newcomer"], "role": "member"}
        uow.session.add(Membership(id=uuid4(), starts=today, **values))
