"""Early warnings about my group, support for myself, and the rules anybody may read."""

from typing import Any
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import RuleBroken
from tracker.kernel.permissions import Role, Standing
from tracker.knowledge import queries as knowledge
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import queries, service
from tracker.warnings.forms import AnswerForm, SupportForm, SwitchForm
from tracker.web.conflicts import stands
from tracker.web.forms import Form, choices
from tracker.web.language import language
from tracker.web.transaction import marks, reads, saved, writes

bp = Blueprint("warnings", __name__, url_prefix="/varsler")


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
    return _answer_form(formdata=None, data={"version": page.version, "choice": page.state})


@bp.post("/<uuid:id>/svar")
@writes
@stands(_answered)
def answer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Accept an offer, put it off, or decline."""
    form = _answer_form()
    if not form.validate():
        return _page(uow, id, form), 422
    try:
        service.answer(
            uow,
            id,
            choice=form.choice.data,
            support=form.support.data,
            words=form.words.data or "",
            lang=language(),
            version=form.version.data,
        )
    except RuleBroken as error:
        form.broken(error)
        return _page(uow, id, form), 422
    return saved(url_for("warnings.show", id=id))


@bp.get("/stoette")
@reads
def new_support(uow: UnitOfWork) -> ResponseReturnValue:
    """The form to ask for support."""
    return _support_page(uow, _support_form())


@bp.post("/stoette")
@writes
def ask(uow: UnitOfWork) -> ResponseReturnValue:
    """Ask for support."""
    form = _support_form()
    if not form.validate():
        return _support_page(uow, form), 422
    try:
        request_id = service.ask(uow, support=form.support.data, words=form.words.data or "", lang=language())
    except RuleBroken as error:
        form.broken(error)
        return _support_page(uow, form), 422
    return saved(url_for("warnings.support", id=request_id))


@bp.get("/stoette/<uuid:id>")
@marks
def support(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One request, for its asker and for HR."""
    page = queries.support(uow, id)
    kinds = {item.code: item.title.in_(language()) for item in _options().items}
    return render_template("warnings/support.html", page=page, kind=kinds.get(page.kind, ""))


@bp.post("/stoette/<uuid:id>/traek-tilbage")
@writes
def withdraw(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it back."""
    service.withdraw(uow, id)
    return saved(url_for("warnings.support", id=id))


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
    """Switch a rule on or off."""
    form = SwitchForm()
    service.switch(uow, code, on=form.is_on.data)
    return saved(url_for("warnings.rules"))


def _options() -> Any:
    return knowledge.guide("support-options")


def _offer(form: Form) -> Form:
    """Put the support there is into the form, in the reader's language."""
    said = ((item.code, f"{item.title.in_(language())}: {item.help.in_(language())}") for item in _options().items)
    form.support.choices = choices(*said)
    return form


def _answer_form(**values: Any) -> Form:
    return _offer(AnswerForm(**values))


def _support_form() -> Form:
    return _offer(SupportForm())


def _page(uow: UnitOfWork, id: UUID, form: Form | None = None) -> str:
    page = queries.show(uow, id)
    form = form or _answer_form(formdata=None, data={"version": page.version})
    return render_template("warnings/show.html", page=page, form=form, lead=_options().lead.in_(language()))


def _support_page(uow: UnitOfWork, form: Form) -> str:
    uow.require("U", "person_warning", Standing(uow.actor.roles, frozenset({"own"})))
    return render_template("warnings/ask.html", form=form)
