"""Sending up, answering, closing."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from tracker.web.forms import LONGEST_TEXT, Form, IdField, VersionForm, choices, line


class RaiseForm(Form):
    """What goes up, exactly."""

    group = SelectField(_l("Leadership group"), validators=[InputRequired()])
    title = line(_l("What is it about?"))
    wording = TextAreaField(_l("How the group puts it"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])
    ask = TextAreaField(_l("What do you ask for?"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])
    addressed = RadioField(
        _l("Who is to answer?"),
        choices=choices(("NL", _l("Our nearest leader")), ("HR", _l("HR")), ("TM", _l("Top management"))),
        default="TM",
    )
    concerns_nearest = BooleanField(_l("It concerns our nearest leader, who is to be left out of it"))
    round = IdField(validators=[Optional()])
    statement = HiddenField(validators=[Optional(), Length(max=4)])


class AnswerForm(VersionForm):
    """The answer to the group."""

    kind = RadioField(
        _l("How is it answered?"),
        choices=choices(
            ("handled", _l("We take care of it")), ("returned", _l("Returned, with what you can do yourselves"))
        ),
    )
    text = TextAreaField(_l("Answer to the group"), validators=[InputRequired(), Length(max=LONGEST_TEXT)])


class CloseForm(VersionForm):
    """Whether the answer helped."""

    helped = RadioField(_l("Did the answer help?"), choices=choices(("yes", _l("Yes")), ("no", _l("No"))))
