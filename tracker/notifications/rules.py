"""What each kind of notice is called, and whether it may go at once. No theme, no wording, no name (P13)."""

from dataclasses import dataclass
from datetime import time

from tracker.kernel.errors import N_

DIGEST_TIME = time(8, 30)


@dataclass(frozen=True)
class Kind:
    """A kind of notice: what the inbox says, why it was sent, and whether its e-mail waits for the digest."""

    text: str
    why: str
    urgent: bool = False


_YOU_ANSWER = N_("because you hold the role it is addressed to")
_YOUR_GROUP = N_("because you are in the leadership group it concerns")
_YOU_LEAD = N_("because you lead the group it concerns")
_YOURS = N_("because it is yours")
_YOU_SUPPORT = N_("because HR sees to it that there is support")
_YOU_TAKE_PART = N_("because you take part in the plan for leader well-being")

KINDS: dict[str, Kind] = {
    "escalation.received": Kind(N_("An escalation is addressed to you"), _YOU_ANSWER, urgent=True),
    "escalation.reminder": Kind(N_("An escalation still awaits your answer"), _YOU_ANSWER, urgent=True),
    "escalation.moved_to_you": Kind(N_("An escalation has come up to you"), _YOU_ANSWER, urgent=True),
    "escalation.moved_from_you": Kind(N_("An escalation addressed to you has moved one level up"), _YOU_ANSWER),
    "escalation.stranded": Kind(N_("An escalation has reached the top without an answer"), _YOU_ANSWER, urgent=True),
    "escalation.sent": Kind(N_("Your group has sent an escalation"), _YOUR_GROUP),
    "escalation.acknowledged": Kind(N_("Your group's escalation has been acknowledged"), _YOUR_GROUP),
    "escalation.answered": Kind(N_("Your group's escalation has been answered"), _YOUR_GROUP),
    "escalation.moved": Kind(N_("Your group's escalation has moved one level up"), _YOUR_GROUP),
    "escalation.unanswered": Kind(N_("An escalation has reached the top without an answer"), _YOUR_GROUP),
    "escalation.closed": Kind(N_("A group has closed the escalation you answered"), _YOU_ANSWER),
    "plan.coordinator": Kind(N_("You are the coordinator of a plan for leader well-being"), _YOURS),
    "plan.talk": Kind(N_("Your leadership group is asked to talk about the plan"), _YOU_LEAD),
    "plan.published": Kind(N_("A version of the plan has been published"), _YOU_TAKE_PART),
    "theme.decided": Kind(N_("It has been decided what becomes of a theme you proposed"), _YOURS),
    "round.invited": Kind(N_("You are invited to prepare for a round"), _YOUR_GROUP),
    "round.moved": Kind(N_("The meeting of your group's round has been moved"), _YOUR_GROUP),
    "round.reminder": Kind(N_("Your group's round is near, and you are not ready yet"), _YOUR_GROUP),
    "round.card": Kind(N_("Your group's card is ready"), _YOUR_GROUP),
    "round.agreement": Kind(N_("You take care of an agreement in your group"), _YOURS),
    "round.held": Kind(N_("Your group's round has been brought to its end"), _YOUR_GROUP),
    "followup.reminder": Kind(N_("A follow-up of yours is near"), _YOURS),
    "followup.due": Kind(N_("A follow-up of yours is due today"), _YOURS, urgent=True),
    "followup.handed_over": Kind(N_("A follow-up has been handed over to you"), _YOURS),
    "warning.group": Kind(N_("An early warning asks whether something needs help"), _YOU_LEAD),
    "warning.unanswered": Kind(N_("Nobody answers a group's escalation"), _YOU_SUPPORT),
    "support.asked": Kind(N_("Somebody asks for support"), _YOU_SUPPORT, urgent=True),
}
