"""The organisation's own entries: shape only."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.web.forms import LONGEST_TEXT, Form, VersionForm, choices, line


class EntryForm(Form):
    """An entry. The level is for a measure; the view gives the choices."""

    kind = RadioField(_l("What is it?"), choices=choices(("theme", _l("A theme")), ("measure", _l("A measure"))))
    title = line(_l("Title"))
    what = TextAreaField(_l("What is it about?"), validators=[DataRequired(), Length(max=LONGEST_TEXT)])
    level = RadioField(_l("Level of the measure"), validators=[Optional()], validate_choice=False)
    factors = SelectMultipleField(
        _l("Factors it touches"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    statements = SelectMultipleField(
        _l("Statements of the group's preparation it belongs to"),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    source = line(_l("Where is it from? Author and year, or your own"), required=False)


class ChangeEntryForm(EntryForm, VersionForm):
    """The same, to change it."""
