"""The demo's time bar."""

from wtforms import HiddenField
from wtforms.validators import InputRequired, Length, Optional

from tracker.web.forms import LONGEST_LINE, Form


class TimeForm(Form):
    """How far, and the page to come back to."""

    step = HiddenField(validators=[InputRequired(), Length(max=10)])
    back = HiddenField(validators=[Optional(), Length(max=LONGEST_LINE)])
