"""When somebody else saved the same thing first: both texts on one page, and the choice between them (P7)."""

from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeVar
from uuid import UUID

from flask import current_app, g, render_template, request
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException
from wtforms import Field

from tracker.kernel.errors import NotFound
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import Form, VersionForm
from tracker.web.language import long_date

V = TypeVar("V", bound=Callable[..., Any])
Filled = Callable[..., Form]
NameOf = Callable[[Session, UUID], str]
_CARRIED = ("csrf_token", "once", "version")


def stands(filled: Filled) -> Callable[[V], V]:
    """Say how to fill a view's form with what stands now: `filled(uow, **values of the address)`."""

    def mark(view: V) -> V:
        view.stands = filled  # type: ignore[attr-defined]
        return view

    return mark


def page(uow: UnitOfWork, filled: Filled | None, values: dict[str, Any], name_of: NameOf) -> str:
    """What the person wrote, still in its form, beside what stands now."""
    mine, theirs = g.get("written"), _theirs(uow, filled, values)
    if mine is not None and theirs is not None:
        _at_their_version(mine, theirs)
    return render_template(
        "errors/conflict.html",
        form=mine,
        can_save=theirs is not None,
        differing=_differing(mine, theirs) if mine is not None else [],
        action=request.path,
        back_href=_page_above(request.path),
        **_who(uow, name_of),
    )


def _theirs(uow: UnitOfWork, filled: Filled | None, values: dict[str, Any]) -> VersionForm | None:
    """The form as it stands now; None where there is none any more, or it is no longer this person's."""
    try:
        found = filled(uow, **values) if filled else None
    except NotFound:
        return None
    return found if isinstance(found, VersionForm) else None


def _at_their_version(mine: VersionForm, theirs: VersionForm) -> None:
    mine.version.raw_data, mine.version.data = None, theirs.version.data


def _differing(mine: Form, theirs: Form | None) -> list[tuple[Field, str, str]]:
    """The fields that say something else, each with what stands there now and what was written, in words."""
    fields = [field for field in mine if field.name not in _CARRIED and not _is_hidden(field)]
    if theirs is None:
        return [(field, "", _in_words(field)) for field in fields if _plain(field)]
    other = [(field, theirs[field.name]) for field in fields if field.name in theirs]
    return [(field, _in_words(stood), _in_words(field)) for field, stood in other if _plain(field) != _plain(stood)]


def _is_hidden(field: Field) -> bool:
    return getattr(field.widget, "input_type", "") == "hidden"


def _plain(field: Field) -> Any:
    """A field's value, such that two are the same when they say the same."""
    value = field.data
    if isinstance(value, list):
        return sorted(value)
    return (value.replace("\r\n", "\n").strip() if isinstance(value, str) else value) or ""


def _in_words(field: Field) -> str:
    value = field.data
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if hasattr(field, "choices"):
        chosen = value if isinstance(value, list) else [value]
        labels = {str(choice.value): str(choice.label) for choice in field.choices or ()}
        return ", ".join(labels.get(str(one), str(one)) for one in chosen if one)
    if isinstance(value, date):
        return long_date(value)
    return value.strftime("%H.%M") if isinstance(value, time) else str(value or "")


def _who(uow: UnitOfWork, name_of: NameOf) -> dict[str, Any]:
    """Who saved last and when, where a person did: whoever may save it may know that."""
    found = uow.last_change(*g.editing) if g.get("editing") else None
    if found is None:
        return {"who": "", "when": None}
    by, at = found
    return {"who": name_of(uow.session, by), "when": at, "zone": uow.zone}


def _page_above(path: str) -> str:
    """The page a form was on: at its own address, or the nearest above it."""
    adapter = current_app.url_map.bind("")
    while path.count("/") > 1:
        try:
            adapter.match(path, method="GET")
        except HTTPException:
            path = path.rpartition("/")[0]
        else:
            return path
    return path or "/"
