"""The inbox, and the demo's mailbox."""

from uuid import UUID

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.notifications import queries, service
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import observes, reads, saved, writes

bp = Blueprint("notifications", __name__)
PAGES = {
    "escalation": "escalations.show",
    "followup": "followups.show",
    "round": "rounds.show",
    "plan": "plans.go",
    "theme": "plans.theme",
    "plan_talk": "plans.talk",
    "warning": "warnings.show",
    "support": "warnings.support",
}
"""where a notice leads, by its kind of matter"""


@bp.get("/indbakke")
@reads
def inbox(uow: UnitOfWork) -> ResponseReturnValue:
    """Everything I was told, newest first."""
    return render_template("notifications/inbox.html", items=queries.inbox(uow))


@bp.get("/i/<uuid:id>")
@observes
def follow(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Where a notice leads; marks it read."""
    notice = service.open_notice(uow, id)
    return redirect(url_for(PAGES[notice.about], id=notice.matter), 302)


@bp.post("/i/<uuid:id>/faerdig")
@writes
def done(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Put one aside."""
    service.mark_done(uow, id)
    return saved(url_for("notifications.inbox"))


@bp.get("/postkasse")
@reads
def mailbox(uow: UnitOfWork) -> ResponseReturnValue:
    """The demo's e-mails, as they would have been sent."""
    if current_app.extensions["ledertrivsel.personas"] is None:
        raise NotFound
    return render_template("notifications/mailbox.html", entries=queries.mailbox(uow.session))
