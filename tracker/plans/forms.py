"""The plan's forms: shape only."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.web.forms import LONGEST_TEXT, DateField, Form, VersionForm, choices, line
from tracker.web.rhythm import RhythmForm

LEVELS = choices(
    ("O", _l("Organisation")),
    ("L", _l("Leadership")),
    ("G", _l("Group")),
    ("I", _l("Individual")),
    ("P", _l("Political")),
)
ROLES = choices(
    ("TM", _l("Top management")),
    ("HR", _l("HR")),
    ("LL", _l("Leaders of leaders")),
    ("LE", _l("Leaders of employees")),
    ("LG", _l("Leadership groups")),
    ("MED", _l("MED/SU and AMO")),
)
AUDIENCE = choices(
    ("LE", _l("Leaders of employees")),
    ("LL", _l("Leaders of leaders")),
    ("TM", _l("Top management")),
    ("HR", _l("HR")),
    ("MED", _l("MED/SU and AMO")),
)
METHODS = choices(
    ("brainstorm", _l("Brainstorm")),
    ("expert", _l("Advice from a specialist")),
    ("desk-research", _l("Desk research")),
    ("focus-group", _l("Focus group")),
    ("measurement", _l("Measurement, such as an APV or a well-being survey")),
    ("other", _l("Something else")),
)
DEGREES = (("L", _l("Low")), ("H", _l("High")))


def words(label: Any, *, required: bool = True) -> TextAreaField:
    """A longer text."""
    return TextAreaField(label, validators=[DataRequired() if required else Optional(), Length(max=LONGEST_TEXT)])


def ticks(label: Any) -> SelectMultipleField:
    """Several to tick."""
    return SelectMultipleField(label, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput())


class StartForm(Form):
    """What a plan begins with."""

    title = line(_l("What is the plan called?"))
    purpose = words(_l("Why is leader well-being decisive for your results?"))
    owner = SelectField(_l("Owner"), validators=[Optional()])
    coordinator = SelectField(_l("Coordinator"), validators=[InputRequired()])
    audience = SelectMultipleField(
        _l("Who is invited to find the themes?"),
        choices=AUDIENCE,
        validators=[Optional()],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    prepared_by = DateField(_l("Prepared by"), validators=[Optional()])
    qualified_by = DateField(_l("Qualified by"), validators=[Optional()])
    heard_by = DateField(_l("MED/AMO heard by"), validators=[Optional()])
    themes_close = DateField(_l("Themes are gathered until"), validators=[DataRequired()])
    publish_by = DateField(_l("The plan is published by"), validators=[DataRequired()])
    next_status = DateField(_l("First status"), validators=[DataRequired()])
    ends = DateField(_l("The plan ends"), validators=[DataRequired()])


class FrameForm(StartForm, VersionForm):
    """The same, to change it."""


def template_form(steps: Iterable[str]) -> type[VersionForm]:
    """How long each step of a roadmap takes, and its own name."""
    fields: dict[str, Any] = {}
    for step in steps:
        fields[f"weeks-{step}"] = IntegerField(_l("Weeks"), validators=[InputRequired()])
        fields[f"name-{step}"] = line(_l("Your own name for it"), required=False)
    return type("TemplateForm", (VersionForm,), fields)


class AnswersForm(VersionForm):
    """What the plan settles besides its themes; the guide has the questions."""

    worries = words("", required=False)
    early_warnings = words("", required=False)
    special_support = words("", required=False)
    new_leaders = words("", required=False)


class ProposeForm(Form):
    """A theme put forward."""

    behalf = SelectField(_l("Who proposes it?"), validators=[InputRequired()])
    title = line(_l("The theme in a few words"))
    why = words(_l("Why does it matter?"))
    code = HiddenField(validators=[Optional(), Length(max=60)])


class PassUpForm(Form):
    """A theme passed up to the plan above."""

    why = words(_l("Why does it matter to more than us?"))


class AssessForm(VersionForm):
    """Importance and success of a theme."""

    importance = RadioField(_l("How important is it here?"), choices=choices(*DEGREES))
    success = RadioField(_l("How well do we succeed?"), choices=choices(*DEGREES))
    reason = words(_l("Why does it stay outside?"), required=False)


class ChoiceForm(VersionForm):
    """Whether an important theme goes on."""

    goes_on = RadioField(
        _l("What becomes of it?"),
        choices=choices(("yes", _l("It goes on")), ("no", _l("It stays outside this time"))),
    )
    reason = words(_l("Reason"), required=False)


class PlaceForm(Form):
    """A theme in a cell of the card."""

    theme = SelectField(_l("Theme"), validators=[InputRequired()])
    column = SelectField(_l("Column"), validators=[InputRequired()])
    row = RadioField(_l("How well do they succeed?"))
    high = words(_l("What goes well, and can be carried over?"), required=False)
    low = words(_l("Who does what?"), required=False)


class MoveForm(VersionForm):
    """Another cell, or other words."""

    column = SelectField(_l("Column"), validators=[InputRequired()])
    row = RadioField(_l("How well do they succeed?"))
    high = words(_l("What goes well, and can be carried over?"), required=False)
    low = words(_l("Who does what?"), required=False)


class OfferForm(Form):
    """An existing offer."""

    title = line(_l("The offer"))
    what = words(_l("What is it?"))
    contact = line(_l("Whom to contact"))
    columns = ticks(_l("Who is it for?"))


class ChangeOfferForm(OfferForm, VersionForm):
    """The same, to change it."""


class DescribeForm(VersionForm):
    """What a theme is, and its signs."""

    description = words(_l("What is the theme about here?"), required=False)
    signs_well = words(_l("Signs that it goes well"), required=False)
    signs_badly = words(_l("Signs that it goes badly"), required=False)
    works_when = words(_l("How shall we see that it works?"), required=False)


class InputForm(Form):
    """What was learned."""

    method = SelectField(_l("How"), choices=METHODS)
    source = line(_l("From whom or where"))
    on = DateField(_l("When"), validators=[DataRequired()])
    what = words(_l("What did it show?"))
    file = FileField(_l("A file that belongs to it"))


class FileForm(Form):
    """A file attached to an input."""

    file = FileField(_l("File"))


class QualifierForm(Form):
    """Somebody asked to help qualify a theme."""

    person = SelectField(_l("Who?"), validators=[InputRequired()])
    until = DateField(_l("Until"), validators=[DataRequired()])


class OffersForm(VersionForm):
    """Existing offers brought into a theme."""

    offers = ticks(_l("Existing offers that are part of it"))


class ActionForm(RhythmForm):
    """What is done, by whom, when, at which level; and when and how often the person is asked about it."""

    what = words(_l("What is done?"))
    role = SelectField(_l("Who is responsible? The role"), choices=ROLES)
    person = SelectField(_l("The person"), validators=[Optional()])
    due = DateField(_l("By when"), validators=[Optional()])
    first = DateField(_l("First follow-up"), validators=[Optional()])
    level = RadioField(_l("Level"), choices=LEVELS)
    code = HiddenField(validators=[Optional(), Length(max=60)])


class ChangeActionForm(ActionForm, VersionForm):
    """The same, to change it."""


class HearingForm(Form):
    """The draft on its way to MED/AMO."""

    deadline = DateField(_l("Comments are wanted until"), validators=[DataRequired()])
    note = words(_l("What do you want to hear about in particular?"), required=False)


class DeadlineForm(VersionForm):
    """Another deadline."""

    deadline = DateField(_l("Comments are wanted until"), validators=[DataRequired()])


class CommentForm(Form):
    """A comment in a hearing."""

    theme = SelectField(_l("What is it about?"), validators=[Optional()])
    text = words(_l("Your comment"))


class RewordForm(VersionForm):
    """The same comment in other words."""

    text = words(_l("Your comment"))


class CommentAnswerForm(VersionForm):
    """Management's answer to a comment."""

    answer = words(_l("Management's answer"))


class PublishForm(VersionForm):
    """A version on its way out."""

    note = TextAreaField(_l("What has changed?"), validators=[Optional(), Length(max=LONGEST_TEXT)])
    ask_groups = BooleanField(_l("Ask all leadership groups to talk about it again"))


class TalkForm(VersionForm):
    """A group has talked about the plan."""

    talked_on = DateField(_l("When did you talk about it?"), validators=[DataRequired()])
    words = TextAreaField(_l("What do you want to remember?"), validators=[Optional(), Length(max=LONGEST_TEXT)])


class TakeForm(VersionForm):
    """An escalation taken into the plan, alone or with those that were sent up about the same."""

    together = BooleanField(_l("Give all groups that sent the same this answer"))

    theme = SelectField(_l("Which theme does it belong to?"), validators=[InputRequired()])
    title = StringField(_l("The new theme in a few words"), validators=[Optional(), Length(max=200)])
    why = words(_l("Why it matters, in words all leaders may read"), required=False)
    answer = words(_l("Answer to the group"))


class SayForm(VersionForm):
    """How an action goes, or whether it worked; see `plans.views.following`."""

    said = RadioField(_l("How does it go?"), validators=[InputRequired()])
    words = line(_l("A line about it"), required=False)
