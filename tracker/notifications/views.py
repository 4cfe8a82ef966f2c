"""The inbox, and the demo's mailbox."""

from uuid import UUID

from flask import Blueprint, Response, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.kernel.errors import NotFound
from tracker.notifications import calendar_book, calendar_feed, calendar_ics, queries, service
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import observes, public, reads, saved, store, writes

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
    "meeting": "notifications.calendar_entry",
}
"""where a notice leads, by its kind of matter"""
CALENDAR_PAGES = {"meeting": "rounds.show", "followup": "followups.show", "own": "followups.show"}
"""where an entry of a calendar leads, by its kind"""
JUST_MADE = "calendar"
"""what the form cookie calls a secret that was just made, until it was shown"""


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


@bp.get("/min-side/kalender")
@reads
def calendar(uow: UnitOfWork) -> ResponseReturnValue:
    """What my calendar program can fetch, and its secret address: shown once."""
    base_url = current_app.extensions["ledertrivsel.settings"].base_url.rstrip("/")
    token = session.pop(JUST_MADE, None)
    is_mine = token and calendar_feed.is_mine(uow, token)
    address = base_url + url_for("notifications.calendar_file", token=token) if is_mine else None
    return render_template("notifications/calendar.html", made_at=calendar_feed.made_at(uow), address=address)


@bp.post("/min-side/kalender/ny")
@writes
def calendar_open(uow: UnitOfWork) -> ResponseReturnValue:
    """Make a secret address, in place of the one before it."""
    session[JUST_MADE] = calendar_feed.make_address(uow)
    return saved(url_for("notifications.calendar"))


@bp.post("/min-side/kalender/luk")
@writes
def calendar_close(uow: UnitOfWork) -> ResponseReturnValue:
    """Let the address open nothing any more."""
    calendar_feed.close_address(uow)
    return saved(url_for("notifications.calendar"))


@bp.get("/kalender/<token>.ics")
@public
def calendar_file(token: str) -> ResponseReturnValue:
    """A person's calendar, for whoever has its secret address; no cookie is looked at."""
    feed = calendar_feed.behind(store(), token)
    if feed is None:
        return Response("404\n", 404, {"Cache-Control": "no-store"}, mimetype="text/plain")
    answer = Response(mimetype="text/calendar", headers={"Cache-Control": "private, no-cache"})
    answer.set_etag(feed.fingerprint)
    if answer.make_conditional(request).status_code != 304:
        look = calendar_ics.Look(gettext, current_app.extensions["ledertrivsel.settings"].base_url)
        with force_locale(feed.language):
            answer.set_data(calendar_ics.feed(feed.entries, look))
    return answer


@bp.get("/k/<uuid:id>")
@reads
def calendar_entry(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Where an entry of my calendar leads."""
    kind, matter = calendar_book.leads_to(uow, id)
    return redirect(url_for(CALENDAR_PAGES[kind], id=matter), 302)
