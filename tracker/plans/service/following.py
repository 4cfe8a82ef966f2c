"""A published action on its way: its owner says how it goes, that it is done, and later whether it worked."""

from datetime import date
from uuid import UUID

from tracker.followups import of_actions
from tracker.followups import queries as asked
from tracker.followups import service as followups
from tracker.kernel.errors import N_, RuleBroken
from tracker.kernel.permissions import Role, Standing, may
from tracker.plans import facts, going
from tracker.plans.models import Action, Plan, Theme
from tracker.plans.queries.plan import of, standing
from tracker.plans.rules import Status
from tracker.storage.unit_of_work import UnitOfWork

WORKED = {going.YES: "kept", going.PARTLY: "partly", going.NOT: "not"}
"""what the follow-up is told of an effect"""


def say(uow: UnitOfWork, action_id: UUID, *, said: str, words: str, lang: str, version: int) -> UUID:
    """Say how an open action goes: on track, late, done or stopped. Returns the theme's id."""
    plan, theme, row = _saying(uow, action_id, version)
    going.say(row.state, said)
    _keep(row, words, lang)
    if said == Status.DONE:
        _done(uow, row)
        uow.record(facts.ActionDone(matter=theme.id, action_id=row.id))
        return theme.id
    if said == Status.STOPPED:
        row.state, row.followed_person, row.followed_on = Status.STOPPED, None, None
        followups.close_matter(uow, row.id)
    else:
        row.said = said
        again, outcome = going.asked_again(row.due, plan.next_status, uow.today), _as_promised(said)
        of_actions.answer(uow, row.id, outcome=outcome, learned=words, lang=lang, next_day=again)
    uow.record(facts.ActionSaid(matter=theme.id, action_id=row.id, said=said))
    return theme.id


def _as_promised(said: str) -> str:
    return "not" if said == Status.LATE else "kept"


def say_effect(uow: UnitOfWork, action_id: UUID, *, effect: str, words: str, lang: str, version: int) -> UUID:
    """Say whether what was done had the effect. Returns the theme's id."""
    plan, theme, row = _saying(uow, action_id, version)
    going.say_effect(row.state, effect)
    _keep(row, words, lang)
    row.effect = effect
    again = going.effect_asked_again(effect, plan.ends, uow.today)
    of_actions.answer(uow, row.id, outcome=WORKED[effect], learned=words, lang=lang, next_day=again)
    uow.record(facts.EffectSaid(matter=theme.id, action_id=row.id, said=effect))
    return theme.id


def close_action(uow: UnitOfWork, action_id: UUID, *, version: int) -> UUID:
    """Say that a published action has been carried out, without a word. Returns the theme's id."""
    return say(uow, action_id, said=Status.DONE, words="", lang="da", version=version)


def reopen_action(uow: UnitOfWork, action_id: UUID, *, version: int) -> UUID:
    """It was not carried out, or not stopped, after all. Returns the theme's id."""
    plan, theme, row = _saying(uow, action_id, version)
    if row.state not in (Status.DONE, Status.STOPPED):
        raise RuleBroken(N_("The action is open already"))
    row.state, row.done_at, row.done_by = "open", None, None
    row.said = row.effect = row.words = None
    followups.close_matter(uow, row.id)
    follow(uow, plan, row)
    uow.record(facts.ActionReopened(matter=theme.id, action_id=row.id))
    return theme.id


def follow(uow: UnitOfWork, plan: Plan, row: Action) -> None:
    """Let a published action be asked about, by its date and the plan's, in place of what was scheduled before."""
    if row.state != "open" or is_followed(row):
        return
    followups.close_matter(uow, row.id)
    row.followed_person, row.followed_on, row.followed_as = row.person_id, row.due, rhythm_of(row)
    if row.asked_from is not None:
        _ask(uow, row, "action", max(row.asked_from, uow.today), row.cadence)
    elif row.due is not None:
        _ask(uow, row, "action", going.first_asked(row.due, plan.next_status, uow.today))


def rhythm_of(row: Action) -> str | None:
    """When it is first asked about and how often, where that was chosen."""
    return f"{row.asked_from} {row.cadence or ''}".strip() if row.asked_from else None


def is_followed(row: Action) -> bool:
    """Whether what is scheduled is what stands."""
    return (row.followed_person, row.followed_on, row.followed_as) == (row.person_id, row.due, rhythm_of(row))


def _done(uow: UnitOfWork, row: Action) -> None:
    """Done is not the same as worked: that is asked later."""
    row.state, row.done_at, row.done_by = "done", uow.now, uow.actor.me
    row.followed_person = row.followed_on = row.effect = None
    followups.close_matter(uow, row.id)
    _ask(uow, row, "action_effect", uow.today + going.QUARTER)


def _ask(uow: UnitOfWork, row: Action, about: str, first: date, cadence: str | None = None) -> None:
    if row.person_id is None:
        return
    followups.schedule(
        uow,
        about=about,
        matter=row.id,
        story=row.theme_id,
        owner_ids=[row.person_id],
        group_id=None,
        title=row.what,
        lang=row.lang,
        first=first,
        cadence=cadence,
    )


def _keep(row: Action, words: str, lang: str) -> None:
    row.words, row.words_lang = words or None, lang


def _saying(uow: UnitOfWork, action_id: UUID, version: int) -> tuple[Plan, Theme, Action]:
    row = uow.get(Action, action_id)
    theme = uow.get(Theme, row.theme_id)
    plan = of(uow, theme.plan_id)
    what = standing(uow, plan)
    if not may("U", "qualification", what):
        is_own = row.person_id == uow.actor.me or asked.asks_me(uow, action_id)
        uow.require("U", "followup", Standing(frozenset({Role.L}), frozenset({"own"} if is_own else ())))
    row = uow.get(Action, action_id, version=version)
    if row.published_at is None or row.state == "dropped":
        raise RuleBroken(N_("Only what was published is asked about"))
    return plan, theme, row
