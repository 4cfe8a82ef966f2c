"""What can be asked of progress."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired

from tracker.web.forms import DateField, Form


class BriefForm(Form):
    """Since when."""

    fra = DateField(
        _l("The day of the last meeting"), validators=[DataRequired(_l("Write the day of the last meeting"))]
    )
