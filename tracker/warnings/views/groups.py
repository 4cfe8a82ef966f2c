"""Early warnings about my group, and the rules anybody may read."""

from uuid import UUID

from flask import render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.permissions import Role, Standing
from tracker.knowledge import queries as knowledge
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import queries, service
from tracker.warnings.forms import SwitchForm
from tracker.warnings.rules import SAFETY
from tracker.warnings.views.blueprint import answer_form, bp, options
from tracker.web.conflicts import stands
from tracker.web.forms import Form, attempt
from tracker.web.language import language
from tracker.web.transaction import marks, reads, saved, writes


@bp.get("")
@reads
def index(uow: UnitOfWork) -> ResponseReturnValue:
    """What I am warned of, and the way to support."""
    overview = queries.overview(uow)
    return render_template("warnings/index.html", overview=overview, may_ask=Role.L in uow.actor.roles)


@bp.get("/<uuid:id>")
@marks
def show(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One warning: why it came, and what help there is."""
    page = queries.show(uow, id)
    service.see(uow, id)
    return _page(uow, page.id)


def _answered(uow: UnitOfWork, id: UUID) -> Form:
    page = queries.show(uow, id)
    return answer_form(uow, formdata=None, data={"version": page.version, "choice": page.state})


@bp.post("/<uuid:id>/svar")
@writes
@stands(_answered)
def answer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Accept an offer, put it off, or decline."""
    form = answer_form(uow, came_back=queries.show(uow, id).came_back)

    def act() -> None:
        said = {"choice": form.choice.data, "support": form.support.data, "words": form.words.data or ""}
        service.answer(uow, id, **said, lang=language(), version=form.version.data)

    if attempt(form, act):
        return saved(url_for("warnings.show", id=id))
    return _page(uow, id, form), 422


@bp.get("/regler")
@reads
def rules(uow: UnitOfWork) -> ResponseReturnValue:
    """The rules that give early warnings, in words."""
    uow.require("P", "progress", Standing(uow.actor.roles))
    may_switch = Role.HR in uow.actor.roles
    return render_template("warnings/rules.html", rules=queries.catalogue(uow.session), may_switch=may_switch)


@bp.post("/regler/<code>")
@writes
def switch(uow: UnitOfWork, code: str) -> ResponseReturnValue:
    """Switch a rule on or off, or turn its dial."""
    form = SwitchForm()
    form.validate()
    service.switch(uow, code, on=form.is_on.data, number=form.number.data)
    return saved(url_for("warnings.rules"))


def _page(uow: UnitOfWork, id: UUID, form: Form | None = None) -> str:
    page = queries.show(uow, id)
    form = form or answer_form(uow, came_back=page.came_back, formdata=None, data={"version": page.version})
    said = {one.code: one.title.in_(language()) for one in knowledge.statements()}
    signs = {kind: knowledge.signs(kind) for kind in ("safe", "unsafe")} if page.rule.code == SAFETY else {}
    values = {"page": page, "form": form, "lead": options().lead.in_(language()), "said": said, "signs": signs}
    return render_template("warnings/show.html", **values)
