"""What is written into the log of decisions, and what each is called: one list on one screen.

A fact a person caused, whose name stands here, is logged in the transaction that made it true.
"""

from tracker.kernel.errors import N_

DECISIONS = {
    "plans.started": N_("Started a plan"),
    "plans.published": N_("Published the plan"),
    "plans.theme_assessed": N_("Assessed a theme"),
    "plans.theme_decided": N_("Decided on a theme"),
    "plans.theme_placed": N_("Placed a theme"),
    "plans.escalation_taken": N_("Took an escalation into the plan"),
    "plans.action_done": N_("Said that an action is done"),
    "plans.action_said": N_("Said how an action goes"),
    "plans.effect_said": N_("Said whether an action worked"),
    "plans.action_reopened": N_("Said that an action is not done after all"),
    "escalations.raised": N_("Raised an escalation"),
    "escalations.acknowledged": N_("Acknowledged an escalation"),
    "escalations.asked_back": N_("Asked the group back"),
    "escalations.replied": N_("Replied for the group"),
    "escalations.taken_over": N_("Took an escalation over"),
    "escalations.answered": N_("Answered an escalation"),
    "escalations.closed": N_("Closed an escalation"),
    "escalations.withdrawn": N_("Withdrew an escalation"),
    "rounds.planned": N_("Planned a round"),
    "rounds.cancelled": N_("Called a round off"),
    "rounds.facilitator_asked": N_("Asked a facilitator"),
    "rounds.facilitator_released": N_("Released a facilitator"),
    "rounds.closed": N_("Closed a preparation"),
    "rounds.statements_chosen": N_("Chose the statements to work with"),
    "rounds.agreement_made": N_("Made an agreement"),
    "rounds.agreement_closed": N_("Closed an agreement"),
    "rounds.held": N_("Ended a round"),
    "warnings.answered": N_("Answered an early warning"),
    "warnings.rule_switched": N_("Switched a rule"),
    "people.hours_set": N_("Set the organisation's hours"),
    "people.imported": N_("Imported people"),
    "people.role_granted": N_("Granted a role"),
    "privacy.keeping_set": N_("Set how long things are kept"),
    "privacy.person_forgotten": N_("Had somebody forgotten who has left"),
    "access.account_invited": N_("Invited to choose a password"),
    "access.account_disabled": N_("Closed an account"),
    "access.account_enabled": N_("Opened an account again"),
    "access.second_step_removed": N_("Removed a second step"),
}
TECHNICAL = ("access.", "people.")
"""how the names begin of what the administrator sees of others, without anybody's name"""
