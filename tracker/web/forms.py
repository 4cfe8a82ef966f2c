"""What every form has: an idempotency key, a CSRF token, cleaned text, and messages in the reader's language."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, time
from typing import Any
from uuid import UUID, uuid4

from flask import g
from flask_babel import get_domain, gettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field, HiddenField, IntegerField, SelectChoice, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import TextInput

from tracker.kernel.errors import NotFound, RuleBroken
from tracker.web.language import read_date, short_date

LONGEST_LINE = 200
LONGEST_TEXT = 4000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_TIME = re.compile(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?")


def clean(text: Any) -> Any:
    """Text in NFC without control characters, direction overrides or space around it."""
    if not isinstance(text, str):
        return text
    return unicodedata.normalize("NFC", _CONTROL.sub("", text.replace("\r\n", "\n"))).strip()


class Messages:
    """WTForms' own messages through our catalogue: it has no Danish."""

    def gettext(self, message: str) -> str:
        """One message."""
        return gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """One message by number. WTForms fills `%(max)d` itself."""
        return str(get_domain().get_translations().ungettext(singular, plural, count))


class Form(FlaskForm):
    """The base of all forms. `once` makes pressing twice harmless."""

    class Meta(FlaskForm.Meta):
        """Cleaned text and our own messages."""

        def get_translations(self, _form: Any) -> Messages:
            """Ours, always."""
            return Messages()

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """Everything that was written is cleaned before it is looked at: a few spaces are not an answer."""
            given = super().wrap_formdata(form, formdata)
            return MultiDict((name, clean(value)) for name, value in given.items(multi=True)) if given else given

    once = HiddenField(default=lambda: str(uuid4()))

    def validate(self, extra_validators: Any = None) -> bool:
        """Look at what was written, and keep it at hand for the page that shows both texts."""
        g.written = self
        return bool(super().validate(extra_validators))

    def broken(self, error: RuleBroken) -> None:
        """Show a rule's refusal as an error of the form, at its field where it has one."""
        message = gettext(error.message, **error.values)
        if error.field and error.field in self:
            self[error.field].errors = [*self[error.field].errors, message]
        else:
            self.form_errors.append(message)


def attempt(form: Form, act: Callable[[], object]) -> bool:
    """Do it if the form is in shape and the rules agree; otherwise the form says why not."""
    if not form.validate():
        return False
    try:
        act()
    except RuleBroken as error:
        form.broken(error)
        return False
    return True


def id_of(value: str | None) -> UUID:
    """The id a form carries along; NotFound for what is none."""
    try:
        return UUID(value or "")
    except ValueError:
        raise NotFound from None


class VersionForm(Form):
    """A form for something two people can edit: carries the version its text was read at."""

    version = IntegerField(validators=[InputRequired()])


class DateField(Field):
    """A date, written the Danish or the ISO way."""

    widget = TextInput()
    data: date | None

    def _value(self) -> str:
        return self.raw_data[0] if self.raw_data else short_date(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the date; ValueError carries the message."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = read_date(valuelist[0])
        except ValueError:
            raise ValueError(gettext("Write the date as day.month.year, for example 31.12.2026")) from None


class TimeField(Field):
    """A time of day, written 8, 8.30, 8:30 or 08:30."""

    widget = TextInput()
    data: Any

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.strftime("%H.%M") if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the time; ValueError carries the message."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        written = _TIME.fullmatch(valuelist[0].strip())
        hour, minute = (int(part or 0) for part in written.groups()) if written else (24, 0)
        if hour > 23 or minute > 59:
            raise ValueError(gettext("Write the time as hours and minutes, for example 13.00"))
        self.data = time(hour, minute)


class IdField(HiddenField):
    """A hidden id."""

    data: UUID | None

    def process_formdata(self, valuelist: list[str]) -> None:
        """A UUID, or ValueError."""
        if valuelist:
            self.data = UUID(valuelist[0])


def line(label: Any, *, required: bool = True, **kwargs: Any) -> StringField:
    """A one-line text of at most 200 characters."""
    return StringField(
        label, validators=[DataRequired() if required else Optional(), Length(max=LONGEST_LINE)], **kwargs
    )


def choices(*pairs: tuple[Any, Any]) -> list[SelectChoice]:
    """The choices of a select or of radio buttons, from (value, label)."""
    return [SelectChoice(value=value, label=label) for value, label in pairs]
