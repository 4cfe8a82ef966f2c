"""Signs one may notice, help to talk about them, and a few words to the one it is about."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.permissions import Role, Standing
from tracker.knowledge import queries as knowledge
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import queries, service
from tracker.warnings.forms import NoticedForm
from tracker.warnings.views.blueprint import bp
from tracker.web.forms import attempt, choices, id_of
from tracker.web.language import language
from tracker.web.transaction import reads, saved, writes


@bp.get("/tegn")
@reads
def signs(uow: UnitOfWork) -> ResponseReturnValue:
    """What one may notice in somebody and in a group, and how to talk about it."""
    return _page(uow, NoticedForm(formdata=None))


@bp.post("/tegn")
@writes
def write_to(uow: UnitOfWork) -> ResponseReturnValue:
    """Write to somebody one is close to."""
    uow.require("P", "progress", Standing(uow.actor.roles))
    form = NoticedForm()
    said = {"words": form.words.data or "", "lang": language()}
    if attempt(form, lambda: service.write_to(uow, id_of(form.to.data), **said)):
        return saved(url_for("warnings.index"))
    return _page(uow, form), 422


@bp.get("/tegn/<uuid:id>")
@reads
def noticed(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """What somebody close wrote to me."""
    values = {"note": queries.note(uow, id), "may_ask": Role.L in uow.actor.roles}
    return render_template("warnings/noticed.html", **values)


@bp.post("/tegn/<uuid:id>/fjern")
@writes
def remove_note(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it away."""
    service.remove_note(uow, id)
    return saved(url_for("warnings.index"))


def _page(uow: UnitOfWork, form: NoticedForm) -> str:
    uow.require("P", "progress", Standing(uow.actor.roles))
    close = queries.close_to(uow)
    form.to.choices = choices(*((str(one.id), f"{one.name}, {one.title}") for one in close))
    guide = knowledge.guide("noticing")
    values = {"form": form, "close": close, "guide": guide, "signs_of": knowledge.signs}
    return render_template("warnings/signs.html", **values)
