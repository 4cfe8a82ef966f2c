"""What happens to a plan and its themes. The matter is the plan's or the theme's id."""

from dataclasses import dataclass
from uuid import UUID

from tracker.kernel.facts import Fact, Readers, Urgency


@dataclass(frozen=True, kw_only=True)
class PlanStarted(Fact, name="plans.started", readers=Readers.PROGRESS):
    """A plan was begun, with somebody to drive it."""

    coordinator_id: UUID


@dataclass(frozen=True, kw_only=True)
class PlanChanged(Fact, name="plans.changed"):
    """The draft changed; `what` is frame, answers or offers."""

    what: str


@dataclass(frozen=True, kw_only=True)
class PlanPublished(Fact, name="plans.published", readers=Readers.PROGRESS, haste=Urgency.LATER):
    """A version was published; `asks_groups` where the leadership groups are asked to talk about it."""

    version_id: UUID
    number: int
    asks_groups: bool


@dataclass(frozen=True, kw_only=True)
class GroupAsked(Fact, name="plans.group_asked", readers=Readers.NOBODY, haste=Urgency.LATER):
    """A leadership group is asked to talk about a version. The matter is the version; told of with the publishing,
    one fact for each group, so that it can be seen how far it is."""

    plan_id: UUID
    group_id: UUID


@dataclass(frozen=True, kw_only=True)
class PlanGivenToNew(Fact, name="plans.given_to_new", readers=Readers.NOBODY, haste=Urgency.LATER):
    """Somebody who became a leader after the plan came out is to know of it."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class PlanOpened(Fact, name="plans.opened", readers=Readers.PROGRESS):
    """The organisation's published plan can be read without signing in from now on."""


@dataclass(frozen=True, kw_only=True)
class PlanClosed(Fact, name="plans.closed", readers=Readers.PROGRESS):
    """It can no longer be read without signing in."""


@dataclass(frozen=True, kw_only=True)
class GroupTalkedAboutPlan(Fact, name="plans.group_talked", readers=Readers.PROGRESS):
    """A group says it has talked about how it uses the plan. Says nothing of what was said."""

    group_id: UUID
    version_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThemeProposed(Fact, name="plans.theme_proposed", readers=Readers.PROGRESS):
    """A theme was put forward; `source` is leader, group, med, tm, hr, escalation or seminar."""

    plan_id: UUID
    source: str


@dataclass(frozen=True, kw_only=True)
class ThemeAssessed(Fact, name="plans.theme_assessed", readers=Readers.PROGRESS):
    """Its importance and success were assessed (L or H); the judgement itself is read on the theme."""

    state: str


@dataclass(frozen=True, kw_only=True)
class ThemeDecided(Fact, name="plans.theme_decided", readers=Readers.PROGRESS):
    """It was decided what becomes of it: chosen, outside, or important (put back)."""

    state: str


@dataclass(frozen=True, kw_only=True)
class ThemeJoined(Fact, name="plans.theme_joined", readers=Readers.PROGRESS):
    """It was put together with another about the same, and goes on as that."""

    into_id: UUID


@dataclass(frozen=True, kw_only=True)
class ThemeSplit(Fact, name="plans.theme_split", readers=Readers.PROGRESS):
    """It was taken out of the one it had been joined with, and stands by itself again."""


@dataclass(frozen=True, kw_only=True)
class EscalationTaken(Fact, name="plans.escalation_taken", readers=Readers.PROGRESS):
    """A leadership group's escalation was taken into the plan with this theme. Names no group."""


@dataclass(frozen=True, kw_only=True)
class ThemePlaced(Fact, name="plans.theme_placed"):
    """It was placed or moved on the card, or taken off a column (`row` empty)."""

    column: str
    row: str


@dataclass(frozen=True, kw_only=True)
class ThemeQualified(Fact, name="plans.theme_qualified"):
    """Its action card changed; `what` is description, input, offers or action."""

    what: str


@dataclass(frozen=True, kw_only=True)
class HearingOpened(Fact, name="plans.hearing_opened", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """The draft was sent to MED/AMO to be heard. The matter is the hearing."""

    plan_id: UUID


@dataclass(frozen=True, kw_only=True)
class HearingNearsEnd(Fact, name="plans.hearing_nears_end", readers=Readers.NOBODY):
    """Its deadline is a few working days away. The matter is the hearing."""


@dataclass(frozen=True, kw_only=True)
class HearingEnded(Fact, name="plans.hearing_ended", readers=Readers.PROGRESS):
    """Its deadline has passed. The matter is the hearing."""


@dataclass(frozen=True, kw_only=True)
class AnswersMissing(Fact, name="plans.answers_missing", readers=Readers.NOBODY):
    """Some days after the deadline, comments still stand without an answer. The matter is the hearing."""


@dataclass(frozen=True, kw_only=True)
class HearingCommented(Fact, name="plans.hearing_commented", readers=Readers.PROGRESS):
    """Somebody was heard. The matter is the hearing; says nothing of what was said."""

    comment_id: UUID


@dataclass(frozen=True, kw_only=True)
class CommentAnswered(Fact, name="plans.comment_answered", readers=Readers.PROGRESS, haste=Urgency.NOW):
    """Management answered a comment for the first time. The matter is the hearing."""

    comment_id: UUID
    all_answered: bool


@dataclass(frozen=True, kw_only=True)
class QualifierAsked(Fact, name="plans.qualifier_asked", haste=Urgency.NOW):
    """Somebody was asked to help qualify a theme, until a day."""

    person_id: UUID


@dataclass(frozen=True, kw_only=True)
class ActionDone(Fact, name="plans.action_done", readers=Readers.PROGRESS):
    """An action was carried out."""

    action_id: UUID


@dataclass(frozen=True, kw_only=True)
class ActionReopened(Fact, name="plans.action_reopened", readers=Readers.PROGRESS):
    """An action that was marked done is open again."""

    action_id: UUID


@dataclass(frozen=True, kw_only=True)
class ActionSaid(Fact, name="plans.action_said", readers=Readers.PROGRESS):
    """Somebody said how an open action goes: `said` is on_track, late or stopped."""

    action_id: UUID
    said: str


@dataclass(frozen=True, kw_only=True)
class EffectSaid(Fact, name="plans.effect_said", readers=Readers.PROGRESS):
    """Somebody said whether an action that was carried out had the effect: `said` is yes, partly or not."""

    action_id: UUID
    said: str
