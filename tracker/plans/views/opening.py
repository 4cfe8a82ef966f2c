"""Opening the published plan to everybody, and closing it again."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import escape

from tracker.kernel.errors import NotFound
from tracker.plans import queries, service
from tracker.plans.views.outputs import address
from tracker.plans.views.shared import bp
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web import pdf
from tracker.web.transaction import reads, saved, writes

PAPER = "plan.pdf"
FORMS = (PAPER, "plan.docx", "plan.json")


@bp.get("/aabning")
@reads
def opening(uow: UnitOfWork) -> ResponseReturnValue:
    """Who can read the published plan, and how it gets into other pages."""
    plan = queries.needed(uow.session)
    allowed = queries.rights(uow, plan)
    if not allowed.changes:
        raise NotFound
    return render_template(
        "plans/opening.html",
        plan=plan,
        allowed=allowed,
        newest=queries.latest(uow.session, plan.id),
        is_open=queries.is_open(uow.session),
        page=address("plans.newest"),
        feed=address("plans.feed"),
        snippets=_snippets(plan.title),
        forms_at={form: address("plans.newest_as", form=form) for form in FORMS if form != PAPER or pdf.is_available()},
    )


def _snippets(title: str) -> dict[str, str]:
    """What to put into another page, by the way it takes it."""
    frame, piece = (address("plans.newest_as", form=form) for form in ("ramme", "uddrag"))
    script = [
        '<div id="ledertrivsel"></div>',
        "<script>",
        f'fetch("{piece}")',
        '  .then(answer => answer.ok ? answer.text() : "")',
        '  .then(html => { document.getElementById("ledertrivsel").innerHTML = html; });',
        "</script>",
    ]
    return {
        "frame": f'<iframe src="{escape(frame)}" title="{escape(title)}" width="100%" height="900"></iframe>',
        "script": "\n".join(script),
        "server": f'<!--#include virtual="{url_for("plans.newest_as", form="uddrag")}" -->',
    }


@bp.post("/aabning")
@writes
def open_to_all(uow: UnitOfWork) -> ResponseReturnValue:
    """Let everybody read the published plan."""
    service.open_to_all(uow)
    return saved(url_for("plans.opening"), gettext("The plan is open to all"))


@bp.post("/aabning/luk")
@writes
def close_again(uow: UnitOfWork) -> ResponseReturnValue:
    """Only who is signed in reads it again."""
    service.close_again(uow)
    return saved(url_for("plans.opening"), gettext("The plan is closed again"))
