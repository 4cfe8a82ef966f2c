"""The inbox, and the demo's mailbox."""

from uuid import UUID

from flask import Blueprint, Response, current_app, redirect, render_template, request, session, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import force_locale, gettext

from tracker.kernel.errors import NotFound
from tracker.notifications import calendar_book, calendar_feed, calendar_ics, queries, sent, service
from tracker.notifications import preferences as choices
from tracker.notifications.forms import DoneForm, PreferencesForm
from tracker.notifications.queries import PAGE
from tracker.notifications.rules import TOPICS
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.transaction import marks, public, reads, saved, store, writes

bp = Blueprint("notifications", __name__)
PAGES = {
    "escalation": "escalations.show",
    "escalation_status": "escalations.status",
    "followup": "followups.show",
    "round": "rounds.show",
    "supervision": "supervision.show",
    "supervision_group": "supervision.group",
    "supervision_asked": "supervision.group",
    "dialogue": "dialogues.show",
    "checkin_share": "dialogues.shared",
    "dialogue_request": "dialogues.request",
    "plan": "plans.go",
    "theme": "plans.theme",
    "plan_talk": "plans.talk",
    "seminar": "seminars.take_part",
    "hearing": "plans.hearing",
    "qualifying": "plans.theme",
    "load": "preparedness.show",
    "warning": "warnings.show",
    "offer": "warnings.offered",
    "noticed": "warnings.noticed",
    "personal_warning": "warnings.personal",
    "support": "warnings.support",
    "role": "people.approve_page",
    "remark": "progress.remark",
    "sent": "notifications.told",
    "meeting": "notifications.calendar_entry",
}
"""where a notice leads, by its kind of matter"""
JUST_MADE = "calendar"
"""what the form cookie calls a secret that was just made, until it was shown"""


@bp.get("/indbakke")
@reads
def inbox(uow: UnitOfWork) -> ResponseReturnValue:
    """What I was told, unread first; all of it, or what concerns one thing."""
    topic = request.args.get("om", "")
    topic = topic if topic in TOPICS else ""
    counts = queries.unread_by_topic(uow.session, uow.actor.me)
    topics = [(code, label, counts[code]) for code, label in TOPICS.items() if code in counts]
    items = queries.inbox(uow, topic=topic)
    new = [item.id for item in items if item.unread]
    return render_template("notifications/inbox.html", items=items, new=new, topic=topic, topics=topics, most=PAGE)


@bp.post("/indbakke/faerdig")
@writes
def all_done(uow: UnitOfWork) -> ResponseReturnValue:
    """Put all that stood on the page aside."""
    form = DoneForm()
    if not form.validate():
        raise NotFound
    service.mark_all_done(uow, form.notices)
    return saved(url_for("notifications.inbox"))


@bp.get("/indbakke/sendt")
@reads
def told(uow: UnitOfWork) -> ResponseReturnValue:
    """Whom my acts were told to, and how it went."""
    return render_template("notifications/sent.html", sendings=sent.sent(uow), pages=PAGES)


@bp.get("/i/<uuid:id>")
@marks
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


@bp.get("/min-side/beskeder")
@reads
def preferences(uow: UnitOfWork) -> ResponseReturnValue:
    """What I get by e-mail."""
    return render_template("notifications/preferences.html", form=_preferences_form(uow, formdata=None))


@bp.post("/min-side/beskeder")
@writes
def set_preferences(uow: UnitOfWork) -> ResponseReturnValue:
    """Choose it."""
    form = _preferences_form(uow)
    if not form.validate():
        return render_template("notifications/preferences.html", form=form), 422
    choices.choose(uow, form.ways)
    return saved(url_for("notifications.preferences"))


def _preferences_form(uow: UnitOfWork, **given: None) -> PreferencesForm:
    form = PreferencesForm(**given, data={f"way_{sort}": way for sort, way in choices.mine(uow).items()})
    form.keep(choices.offered(uow.actor.roles))
    return form


@bp.get("/afmeld/<uuid:token>")
@public
def stop_page(token: UUID) -> ResponseReturnValue:
    """Ask whether such e-mails are to stop; only pressing the button stops them."""
    with store().read() as uow:
        found = choices.behind(uow.session, token)
    with force_locale(found.language):
        return render_template("notifications/stop.html", found=found, token=token, stopped=not found.sorts)


@bp.post("/afmeld/<uuid:token>")
@public
def stop(token: UUID) -> ResponseReturnValue:
    """Stop them: from the page, or from the mail program (RFC 8058), without signing in."""
    with store().work() as uow:
        found = choices.stop(uow, token)
    with force_locale(found.language):
        return render_template("notifications/stop.html", found=found, token=token, stopped=True)


@bp.record_once
def _without_a_session(state: BlueprintSetupState) -> None:
    state.app.extensions["csrf"].exempt(stop)  # a mail program presses it; its address is the secret


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
    """Where an entry of my calendar leads; to the calendar's page when that is not mine to read any more."""
    if (found := calendar_book.leads_to(uow, id)) is None:
        return redirect(url_for("notifications.calendar"), 302)
    about, matter = found
    return redirect(url_for(PAGES[about], id=matter), 302)
