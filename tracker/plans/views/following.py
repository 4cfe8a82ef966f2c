"""One question about one action: how it goes, or whether it worked. A minute."""

from typing import Any
from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from tracker.plans import queries, service
from tracker.plans.forms import SayForm
from tracker.plans.views.shared import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import attempt, choices
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes

GOES = (
    ("on_track", _l("It is on track")),
    ("late", _l("It is late")),
    ("done", _l("It is done")),
    ("stopped", _l("It has been stopped")),
)
WORKED = (("yes", _l("Yes")), ("partly", _l("In part")), ("not", _l("Not yet")))


@bp.get("/handling/<uuid:id>/status")
@reads
def status(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """How does it go? For who is asked."""
    return _page(uow, id, _filled(uow, id))


def _filled(uow: UnitOfWork, id: UUID) -> SayForm:
    asked = queries.asked_of(uow, id)
    said = asked.row.effect if asked.about_effect else asked.row.said
    return _form(asked, formdata=None, data={"said": said, "version": asked.row.version})


def _form(asked: queries.AskedAction, **values: Any) -> SayForm:
    form = SayForm(**values)
    form.said.choices = choices(*(WORKED if asked.about_effect else GOES))
    if asked.about_effect:
        form.said.label.text = gettext("Has it worked?")
    return form


def _page(uow: UnitOfWork, id: UUID, form: SayForm) -> str:
    asked, lang = queries.asked_of(uow, id), language()
    title, title_lang = queries.title_in(asked.theme, lang)
    values = {"asked": asked, "title": title, "title_lang": title_lang, "today": uow.today}
    return render_template("plans/status.html", form=form, **values)


@bp.post("/handling/<uuid:id>/status")
@writes
@stands(_filled)
def say_status(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say it."""
    asked = queries.asked_of(uow, id)
    form = _form(asked)
    where = url_for("plans.theme", id=asked.theme.id)

    def act() -> None:
        words, version = {"words": form.words.data or "", "lang": language()}, form.version.data
        if asked.about_effect:
            service.say_effect(uow, id, effect=form.said.data, version=version, **words)
        else:
            service.say(uow, id, said=form.said.data, version=version, **words)

    if attempt(form, act):
        return saved(where)
    return _page(uow, id, form), 422
