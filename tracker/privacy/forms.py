"""How long things are kept."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, StringField
from wtforms.validators import DataRequired, InputRequired

from tracker.web.forms import Form, VersionForm

_REQUIRED = InputRequired(_l("Write a number of days"))


class ForgetForm(Form):
    """Who is forgotten."""

    email = StringField(_l("E-mail"), validators=[DataRequired(_l("Write the e-mail address"))])


class KeepingForm(VersionForm):
    """Days, by kind; named as `rules.KEPT` is."""

    answers = IntegerField(_l("What somebody answered before a round or at a seminar"), validators=[_REQUIRED])
    support = IntegerField(_l("Requests for support"), validators=[_REQUIRED])
    dialogues = IntegerField(
        _l("Points brought to dialogues, and agreements of theirs that are closed"), validators=[_REQUIRED]
    )
    notices = IntegerField(_l("Notices and e-mails"), validators=[_REQUIRED])
    sessions = IntegerField(_l("Sessions that are over"), validators=[_REQUIRED])
    forms = IntegerField(_l("Which forms were sent"), validators=[_REQUIRED])
    left = IntegerField(
        _l("Everything of somebody who has left, but what they agreed and decided"), validators=[_REQUIRED]
    )
    log = IntegerField(_l("The log of who read and decided what"), validators=[_REQUIRED])
