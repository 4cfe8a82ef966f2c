"""Sending up, answering, asking back, closing, putting together."""

from datetime import date
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.web.forms import LONGEST_TEXT, DateField, Form, IdField, VersionForm, choices, line


class RaiseForm(Form):
    """What goes up, exactly."""

    group = SelectField(_l("Leadership group"), validators=[InputRequired()])
    title = line(_l("What is it about?"))
    wording = TextAreaField(_l("How the group puts it"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])
    ask = TextAreaField(_l("What do you ask for?"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])
    theme_code = SelectField(_l("Is it one of these themes?"), validators=[Optional()], default="")
    addressed = RadioField(
        _l("Who is to answer?"),
        choices=choices(("NL", _l("Our nearest leader")), ("HR", _l("HR")), ("TM", _l("Top management"))),
        default="TM",
    )
    concerns = SelectField(_l("Does it concern somebody who would receive it?"), validators=[Optional()], default="")
    round = IdField(validators=[Optional()])
    statement = HiddenField(validators=[Optional(), Length(max=4)])


class AnswerForm(VersionForm):
    """The answer to the group. `by` and `yourselves` belong to one kind of answer each; the other's is left aside."""

    kind = RadioField(
        _l("How is it answered?"),
        choices=choices(
            ("handled", _l("We take care of it")), ("returned", _l("Returned, with what you can do yourselves"))
        ),
    )
    text = TextAreaField(_l("Answer to the group"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])
    by = DateField(_l("By which day"), validators=[Optional()])
    yourselves = TextAreaField(_l("What the group may do itself"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    together = BooleanField(_l("Give all groups that sent the same this answer"))

    def validate(self, extra_validators: Any = None) -> bool:
        """What is taken care of has a day; what is returned says what the group may do."""
        fine = super().validate(extra_validators)
        if self.kind.data == "handled" and not self.by.data and not self.by.errors:
            self.by.errors = [gettext("Say by which day you have done it")]
        if self.kind.data == "returned" and not self.may_do:
            self.yourselves.errors = [gettext("Write what the group may do itself")]
        return fine and not (self.by.errors or self.yourselves.errors)

    @property
    def day(self) -> date | None:
        """By when, where it is taken care of."""
        return self.by.data if self.kind.data == "handled" else None

    @property
    def may_do(self) -> str:
        """What the group may do itself, where it is returned."""
        return (self.yourselves.data or "").strip() if self.kind.data == "returned" else ""


class AskBackForm(VersionForm):
    """A question to the group."""

    question = TextAreaField(_l("Your question to the group"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])


class ReplyForm(VersionForm):
    """What the group replies."""

    reply = TextAreaField(_l("The group's reply"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])


class CloseForm(VersionForm):
    """Whether the answer helped."""

    helped = RadioField(_l("Did the answer help?"), choices=choices(("yes", _l("Yes")), ("no", _l("No"))))


class JoinForm(Form):
    """Which escalations are about the same."""

    escalations = SelectMultipleField(_l("Escalations about the same"), validators=[InputRequired()])
