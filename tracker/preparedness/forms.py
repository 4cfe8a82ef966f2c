"""What is put on the horizon, and what is said of it afterwards."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, SelectMultipleField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.web.forms import LONGEST_TEXT, DateField, Form, VersionForm, choices, line


class LoadForm(Form):
    """What is expected, when, how heavy, and what is planned for it."""

    kind = SelectField(_l("What is coming?"), validate_choice=False, validators=[InputRequired()])
    title = line(_l("In your own words"), required=False)
    starts = DateField(_l("First day"), validators=[InputRequired()])
    ends = DateField(_l("Last day"), validators=[InputRequired()])
    weight = line(_l("How heavy will it be?"), required=False)
    support = SelectMultipleField(
        _l("What support do you plan?"),
        validate_choice=False,
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    words = TextAreaField(_l("What else do you do about it?"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    seer = SelectField(_l("Who sees to it?"), validate_choice=False, validators=[InputRequired()])
    notice_days = SelectField(
        _l("When is that person reminded?"),
        default="10",
        choices=choices(
            ("5", _l("A working week before")),
            ("10", _l("Two working weeks before")),
            ("20", _l("Four working weeks before")),
            ("40", _l("Eight working weeks before")),
        ),
    )


class ChangeLoadForm(LoadForm, VersionForm):
    """The same, of one that is there."""


class LookBackForm(VersionForm):
    """Whether the support sufficed."""

    enough = RadioField(
        _l("Did the support suffice?"),
        choices=choices(("yes", _l("Yes")), ("partly", _l("Partly")), ("no", _l("No"))),
        validators=[InputRequired()],
    )
    learned = TextAreaField(_l("What did you learn from it?"), validators=[Optional(), Length(max=LONGEST_TEXT)])
