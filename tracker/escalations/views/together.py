"""What several groups sent about the same: shown as one, joined and parted by hand."""

from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.escalations import clusters, queries
from tracker.escalations.forms import JoinForm
from tracker.escalations.views.blueprint import bp, version_of
from tracker.kernel.errors import RuleBroken
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.forms import choices
from tracker.web.language import language
from tracker.web.transaction import observes, reads, saved, writes


@bp.get("/samlet/<uuid:id>")
@observes
def together(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Escalations about the same, each group's own wording, for those who answer them."""
    found = clusters.show(uow, id)
    titles = {
        clusters.THEME: lambda code: knowledge.theme(code).title.in_(language()),
        clusters.STATEMENT: lambda code: knowledge.statement(code).title.in_(language()),
    }
    named = titles[found.kind](found.code) if found.kind in titles and found.code else found.members[0].title
    groups = people.group_names(uow.session, (row.group_id for row in found.members))
    return render_template("escalations/together.html", found=found, title=named, groups=groups)


@bp.get("/saml")
@reads
def choose_together(uow: UnitOfWork) -> ResponseReturnValue:
    """Choose open escalations that are about the same."""
    return render_template("escalations/join.html", form=_form(uow))


@bp.post("/saml")
@writes
def join(uow: UnitOfWork) -> ResponseReturnValue:
    """Put them together."""
    form = _form(uow)
    if form.validate():
        try:
            found = clusters.join(uow, [UUID(one) for one in form.escalations.data])
            return saved(url_for("escalations.together", id=found))
        except RuleBroken as error:
            form.broken(error)
    return render_template("escalations/join.html", form=form), 422


@bp.post("/<uuid:id>/skil")
@writes
def part(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take one out again."""
    clusters.part(uow, id, version=version_of())
    return saved(url_for("escalations.show", id=id))


def _form(uow: UnitOfWork) -> JoinForm:
    form = JoinForm()
    mine = queries.to_join(uow)
    form.escalations.choices = choices(*((str(row.id), f"{row.title} · {row.group}") for row in mine))
    form.escalations.data = form.escalations.data or request.args.getlist("med")
    return form
