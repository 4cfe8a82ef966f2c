"""What each kind of notice is called, what one may choose about it, and when mails are put together.

No theme, no wording, no name (P13).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.kernel.errors import N_, RuleBroken

STATES = GATHERING, PLANNED, SENT, FAILED, EXPIRED, CANCELLED, DECLINED = (
    "gathering",
    "planned",
    "sent",
    "failed",
    "expired",
    "cancelled",
    "declined",
)
"""where a mail stands"""
SINGLE, DIGEST = "single", "digest"
"""what a mail is"""
AT_ONCE, IN_DIGEST, IN_PRODUCT = "at_once", "digest", "product"
"""how a person may be told: all of it stands in the inbox anyway"""
LATE = timedelta(minutes=15)
"""what is told so much later than it happened was held up by a machine that stood still"""
CATCH_UP = timedelta(minutes=2)
"""how long the digest stays open after that, so that one holds all that was missed"""
MANY = 3
"""so many mails waiting for one person go as one"""

TOPICS: dict[str, str] = {
    "plan": N_("The plan"),
    "round": N_("Rounds"),
    "supervision": N_("Collegial supervision"),
    "escalation": N_("Escalations"),
    "dialogue": N_("Dialogue"),
    "followup": N_("Follow-ups"),
    "load": N_("Preparedness"),
    "warning": N_("Early warnings"),
    "support": N_("Support"),
    "role": N_("Roles"),
    "mail": N_("E-mails"),
}
"""what the inbox can be narrowed to, in its order"""


@dataclass(frozen=True)
class Sort:
    """What a person chooses about in one line. `stops`: its mails may be stopped from the mail program itself."""

    label: str
    topic: str
    way: str = IN_DIGEST
    stops: bool = True


SORTS: dict[str, Sort] = {
    "called": Sort(N_("Escalations addressed to you"), "escalation", AT_ONCE, stops=False),
    "today": Sort(N_("A follow-up of yours on its day"), "followup", AT_ONCE),
    "support": Sort(N_("Leaders who ask HR for support"), "support", AT_ONCE, stops=False),
    "offered": Sort(N_("Support that is offered to you, and yes to what you offered"), "support", AT_ONCE),
    "role": Sort(N_("Roles that wait for your approval"), "role", AT_ONCE, stops=False),
    "escalation": Sort(N_("Your group's escalations, and how yours went on"), "escalation"),
    "followup": Sort(N_("Other news of your follow-ups"), "followup"),
    "round": Sort(N_("Your group's rounds and agreements"), "round"),
    "supervision": Sort(N_("Your group's collegial supervision, and your turn"), "supervision"),
    "dialogue": Sort(N_("Dialogues between you and your nearest leader, or your leaders"), "dialogue"),
    "plan": Sort(N_("The plan for leader well-being"), "plan"),
    "hearing": Sort(N_("Hearings that await your words"), "plan", AT_ONCE),
    "load": Sort(N_("Loads that you see to"), "load"),
    "warning": Sort(N_("Early warnings"), "warning"),
    "failed": Sort(N_("E-mails that did not reach those you told"), "mail"),
}


@dataclass(frozen=True)
class Kind:
    """A kind of notice: what the inbox says, why it was sent, and what sort a person chooses it by."""

    text: str
    why: str
    sort: str

    @property
    def topic(self) -> str:
        """What it concerns."""
        return SORTS[self.sort].topic

    @property
    def urgent(self) -> bool:
        """Whether its mail goes at once for whoever chose nothing else."""
        return SORTS[self.sort].way == AT_ONCE


_YOU_ANSWER = N_("because you hold the role it is addressed to")
_YOU_DID = N_("because it told of something you did")
_YOUR_GROUP = N_("because you are in the leadership group it concerns")
_ASKED_YOU = N_("because a group asked you")
_YOU_LEAD = N_("because you lead the group it concerns")
_YOURS = N_("because it is yours")
_IT_WAS_PUT_THERE = N_("because an earlier e-mail put it there")
_YOU_SUPPORT = N_("because HR sees to it that there is support")
_YOU_KEEP_ROLES = N_("because HR sees to it that each role is held by somebody")
_YOU_APPROVE = N_("because top management approves the roles of HR")
_INVITED = N_("because you are invited to the seminar")
_NOT_YET = N_("because you are invited to the seminar and have not taken part yet")
_YOU_REPRESENT = N_("because you represent MED/AMO")
_YOU_FOLLOW = N_("because top management and HR answer for how the plan goes")
_YOU_DRIVE = N_("because you drive the plan for leader well-being")
_ONE_OF_TWO = N_("because you are one of the two")
_FROM_NEAREST = N_("because your nearest leader asked")
_NEW = N_("because you are new as a leader here")
_CHOSEN = N_("because you were chosen")
_YOU_ASKED = N_("because you asked for it")
_CLOSE = N_("because somebody you work with wrote to you")
_YOU_RECEIVE = N_("because you are the nearest leader")
_YOU_SEE_TO = N_("because you see to the support for it")
_YOU_TAKE_PART = N_("because you take part in the plan for leader well-being")

KINDS: dict[str, Kind] = {
    "escalation.received": Kind(N_("An escalation is addressed to you"), _YOU_ANSWER, "called"),
    "escalation.reminder": Kind(N_("An escalation still awaits your answer"), _YOU_ANSWER, "called"),
    "escalation.moved_to_you": Kind(N_("An escalation has come up to you"), _YOU_ANSWER, "called"),
    "escalation.moved_from_you": Kind(
        N_("An escalation addressed to you has moved one level up"), _YOU_ANSWER, "escalation"
    ),
    "escalation.asked": Kind(N_("Your group is asked about its escalation"), _YOU_LEAD, "called"),
    "escalation.asked_group": Kind(N_("Your group is asked about its escalation"), _YOUR_GROUP, "escalation"),
    "escalation.replied": Kind(N_("A group has replied to what it was asked"), _YOU_ANSWER, "called"),
    "escalation.taken_over": Kind(N_("Somebody else takes care of your group's escalation"), _YOUR_GROUP, "escalation"),
    "escalation.nobody": Kind(N_("Nobody held the role an escalation was sent to"), _YOU_KEEP_ROLES, "escalation"),
    "escalation.stranded": Kind(N_("An escalation has reached the top without an answer"), _YOU_ANSWER, "called"),
    "escalation.sent": Kind(N_("Your group has sent an escalation"), _YOUR_GROUP, "escalation"),
    "escalation.acknowledged": Kind(N_("Your group's escalation has been acknowledged"), _YOUR_GROUP, "escalation"),
    "escalation.answered": Kind(N_("Your group's escalation has been answered"), _YOUR_GROUP, "escalation"),
    "escalation.moved": Kind(N_("Your group's escalation has moved one level up"), _YOUR_GROUP, "escalation"),
    "escalation.unanswered": Kind(N_("An escalation has reached the top without an answer"), _YOUR_GROUP, "escalation"),
    "escalation.closed": Kind(N_("A group has closed the escalation you answered"), _YOU_ANSWER, "escalation"),
    "plan.coordinator": Kind(N_("You are the coordinator of a plan for leader well-being"), _YOURS, "plan"),
    "plan.talk": Kind(N_("Your leadership group is asked to talk about the plan"), _YOU_LEAD, "plan"),
    "plan.published": Kind(N_("A version of the plan has been published"), _YOU_TAKE_PART, "plan"),
    "plan.given": Kind(N_("The plan for leader well-being, for you as a new leader"), _NEW, "plan"),
    "plan.hearing": Kind(N_("The draft of the plan has been sent to you to be heard"), _YOU_REPRESENT, "hearing"),
    "plan.hearing_near": Kind(N_("A hearing ends soon, and you have not commented"), _YOU_REPRESENT, "hearing"),
    "plan.hearing_over": Kind(N_("A hearing has ended, and comments await your answer"), _YOU_DRIVE, "hearing"),
    "plan.answers_missing": Kind(N_("Comments of a hearing still await your answer"), _YOU_DRIVE, "hearing"),
    "plan.comment_answered": Kind(N_("Management has answered your comment in a hearing"), _YOURS, "plan"),
    "remark.made": Kind(N_("MED/AMO has a comment on how the plan goes"), _YOU_FOLLOW, "plan"),
    "remark.answered": Kind(N_("Management has answered your comment"), _YOURS, "plan"),
    "theme.qualify": Kind(N_("You are asked to help qualify a theme of the plan"), _YOURS, "hearing"),
    "theme.decided": Kind(N_("It has been decided what becomes of a theme you proposed"), _YOURS, "plan"),
    "theme.joined": Kind(N_("A theme you proposed has been joined with another about the same"), _YOURS, "plan"),
    "seminar.invited": Kind(N_("You are invited to propose and rate themes for the plan"), _INVITED, "plan"),
    "seminar.nears": Kind(N_("You can still propose and rate themes for the plan"), _NOT_YET, "plan"),
    "round.invited": Kind(N_("You are invited to prepare for a round"), _YOUR_GROUP, "round"),
    "round.moved": Kind(N_("The meeting of your group's round has been moved"), _YOUR_GROUP, "round"),
    "round.cancelled": Kind(N_("Your group's round has been called off"), _YOUR_GROUP, "round"),
    "round.facilitator": Kind(N_("A group asks you to facilitate a round"), _ASKED_YOU, "round"),
    "round.reminder": Kind(N_("Your group's round is near, and you are not ready yet"), _YOUR_GROUP, "round"),
    "round.card": Kind(N_("Your group's card is ready"), _YOUR_GROUP, "round"),
    "round.agreement": Kind(N_("You take care of an agreement in your group"), _YOURS, "round"),
    "round.held": Kind(N_("Your group's round has been brought to its end"), _YOUR_GROUP, "round"),
    "dialogue.set": Kind(N_("A dialogue has been set"), _ONE_OF_TWO, "dialogue"),
    "dialogue.moved": Kind(N_("A dialogue has been moved to another time"), _ONE_OF_TWO, "dialogue"),
    "dialogue.off": Kind(N_("A dialogue has been called off"), _ONE_OF_TWO, "dialogue"),
    "dialogue.near": Kind(N_("A dialogue is near: choose what you bring"), _ONE_OF_TWO, "dialogue"),
    "dialogue.agreement": Kind(N_("An agreement from a dialogue has been written down"), _ONE_OF_TWO, "dialogue"),
    "dialogue.asked": Kind(N_("Your nearest leader asks you to prepare by a dialogue"), _FROM_NEAREST, "dialogue"),
    "dialogue.offered": Kind(N_("Your nearest leader offers you a tool"), _FROM_NEAREST, "dialogue"),
    "supervision.planned": Kind(N_("A session of collegial supervision has been planned"), _YOUR_GROUP, "supervision"),
    "supervision.moved": Kind(N_("A session of collegial supervision has been moved"), _YOUR_GROUP, "supervision"),
    "supervision.off": Kind(N_("A session of collegial supervision has been called off"), _YOUR_GROUP, "supervision"),
    "supervision.turn": Kind(N_("It is your turn at the next collegial supervision"), _YOURS, "supervision"),
    "supervision.later": Kind(
        N_("Something acute goes first at the next collegial supervision; you have the turn after it"),
        _YOURS,
        "supervision",
    ),
    "supervision.offered": Kind(
        N_("Somebody would like to swap turns at collegial supervision"), _YOUR_GROUP, "supervision"
    ),
    "supervision.swapped": Kind(N_("Your turn at collegial supervision has been swapped"), _YOURS, "supervision"),
    "supervision.held": Kind(N_("After collegial supervision: a moment for yourself"), _YOUR_GROUP, "supervision"),
    "supervision.facilitator": Kind(
        N_("A group asks you to facilitate its collegial supervision"), _ASKED_YOU, "supervision"
    ),
    "checkin.shared": Kind(N_("Somebody has chosen to share with you how they are"), _CHOSEN, "dialogue"),
    "meeting.taken_out": Kind(N_("A meeting has been taken out of your calendar"), _IT_WAS_PUT_THERE, "round"),
    "followup.reminder": Kind(N_("A follow-up of yours is near"), _YOURS, "followup"),
    "followup.due": Kind(N_("A follow-up of yours asks how it went"), _YOURS, "today"),
    "followup.handed_over": Kind(N_("A follow-up has been handed over to you"), _YOURS, "followup"),
    "load.yours": Kind(N_("You see to that there is support for something that lies ahead"), _YOU_SEE_TO, "load"),
    "load.near": Kind(N_("Something you see to begins soon: is the support ready?"), _YOU_SEE_TO, "load"),
    "load.over": Kind(N_("Something you saw to is over: did the support suffice?"), _YOU_SEE_TO, "load"),
    "warning.group": Kind(N_("An early warning asks whether something needs help"), _YOU_LEAD, "warning"),
    "warning.card": Kind(N_("An early warning asks whether something needs help"), _YOU_LEAD, "warning"),
    "warning.quiet": Kind(N_("Is it time for a dialogue again?"), _ONE_OF_TWO, "warning"),
    "warning.new_leader": Kind(N_("A new leader of yours: have you talked yet?"), _YOU_RECEIVE, "warning"),
    "warning.unanswered": Kind(N_("Nobody answers a group's escalation"), _YOU_SUPPORT, "warning"),
    "role.proposed": Kind(N_("A role waits for your approval"), _YOU_APPROVE, "role"),
    "mail.failed": Kind(N_("An e-mail about something you did could not be delivered"), _YOU_DID, "failed"),
    "support.offered": Kind(N_("Support is offered to you"), _YOU_ASKED, "offered"),
    "support.accepted": Kind(N_("Somebody has said yes to support you offered"), _YOU_DID, "offered"),
    "noticed.you": Kind(N_("Somebody close to you would like to hear how you are"), _CLOSE, "warning"),
    "support.asked": Kind(N_("Somebody asks for support"), _YOU_SUPPORT, "support"),
}


def choose(wanted: Mapping[str, str]) -> dict[str, str]:
    """What is to be kept of a person's choices: those that differ from the usual. RuleBroken for an unknown way."""
    for sort, way in wanted.items():
        if sort not in SORTS or way not in (AT_ONCE, IN_DIGEST, IN_PRODUCT):
            raise RuleBroken(N_("Choose one of the ways offered"))
    return {sort: way for sort, way in wanted.items() if way != SORTS[sort].way}


def stopped_by(kind: str, sorts: frozenset[str], ways: Mapping[str, str]) -> frozenset[str]:
    """The sorts that whoever stops a mail wants no mail of: a digest stands for all that gather in it."""
    if kind == DIGEST:
        return frozenset(sort for sort in SORTS if ways.get(sort, SORTS[sort].way) == IN_DIGEST)
    return frozenset(sort for sort in sorts if SORTS[sort].stops)


def is_late(happened: datetime, now: datetime) -> bool:
    """Whether something is told after a time in which nothing ran."""
    return now - happened > LATE


def go_together(kinds: list[str]) -> bool:
    """Whether mails that wait for one person at the same moment go as one."""
    return len(kinds) >= MANY or (len(kinds) > 1 and DIGEST in kinds)
