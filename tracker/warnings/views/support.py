"""Asking for support, for oneself."""

from uuid import UUID

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.permissions import Standing
from tracker.plans.queries.special import special_support
from tracker.storage.unit_of_work import UnitOfWork
from tracker.warnings import queries, service
from tracker.warnings.forms import OfferAnswerForm, OfferForm, SupportForm
from tracker.warnings.views.blueprint import bp, offering, options
from tracker.web.conflicts import stands
from tracker.web.forms import Form, attempt
from tracker.web.language import language
from tracker.web.transaction import marks, reads, saved, writes


@bp.get("/stoette")
@reads
def new_support(uow: UnitOfWork) -> ResponseReturnValue:
    """The form to ask for support."""
    return _support_page(uow, offering(SupportForm()))


@bp.post("/stoette")
@writes
def ask(uow: UnitOfWork) -> ResponseReturnValue:
    """Ask for support."""
    form, made = offering(SupportForm()), []

    def act() -> None:
        said = {"support": form.support.data, "words": form.words.data or ""}
        made.append(service.ask(uow, **said, lang=language()))

    if attempt(form, act):
        return saved(url_for("warnings.support", id=made[0]))
    return _support_page(uow, form), 422


@bp.get("/stoette/<uuid:id>")
@marks
def support(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """One request, for its asker and for HR, with what was offered."""
    return _request_page(uow, id)


@bp.post("/stoette/<uuid:id>/tilbud")
@writes
def offer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """HR offers something."""
    form = offering(OfferForm())
    said = {"support": form.support.data, "contact": form.contact.data or "", "words": form.words.data or ""}
    if attempt(form, lambda: service.offer_support(uow, id, **said, lang=language())):
        return saved(url_for("warnings.support", id=id))
    return _request_page(uow, id, form), 422


@bp.get("/stoette/tilbud/<uuid:id>")
@marks
def offered(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Where a notice of an offer leads: the request it is to."""
    return redirect(url_for("warnings.support", id=queries.request_of(uow, id)))


def _answered(uow: UnitOfWork, id: UUID) -> OfferAnswerForm:
    page = queries.support(uow, queries.request_of(uow, id))
    one = next(one for one in page.offers if one.id == id)
    return OfferAnswerForm(formdata=None, data={"choice": one.state, "version": one.version})


@bp.post("/stoette/tilbud/<uuid:id>/svar")
@writes
@stands(_answered)
def answer_offer(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Say yes, later or no thank you."""
    request_id = queries.request_of(uow, id)
    form = OfferAnswerForm()

    def act() -> None:
        service.answer_offer(uow, id, choice=form.choice.data, version=form.version.data)

    if attempt(form, act):
        return saved(url_for("warnings.support", id=request_id))
    return _request_page(uow, request_id, answering=form), 422


def _request_page(uow: UnitOfWork, id: UUID, form: Form | None = None, answering: OfferAnswerForm | None = None) -> str:
    page = queries.support(uow, id)
    kinds = {item.code: item.title.in_(language()) for item in options().items}
    form = form or offering(OfferForm(formdata=None))
    values = {"kinds": kinds, "form": form, "answering": answering, "answer_form": OfferAnswerForm}
    return render_template("warnings/support.html", page=page, kind=kinds.get(page.kind, ""), **values)


@bp.post("/stoette/<uuid:id>/traek-tilbage")
@writes
def withdraw(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it back."""
    service.withdraw(uow, id)
    return saved(url_for("warnings.support", id=id))


def _support_page(uow: UnitOfWork, form: Form) -> str:
    uow.require("U", "person_warning", Standing(uow.actor.roles, frozenset({"own"})))
    return render_template("warnings/ask.html", form=form, plan=special_support(uow))
