"""Preparing a dialogue: points of one's own, brought one by one."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from tracker.dialogues import queries, service
from tracker.dialogues.forms import EditTopicForm, TopicForm
from tracker.dialogues.views.blueprint import bp, version_of
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web.conflicts import stands
from tracker.web.forms import VersionForm, attempt
from tracker.web.language import language, long_date
from tracker.web.transaction import observes, reads, saved, writes


@bp.get("/samtale/<uuid:id>/forbered")
@observes
def prepare(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """My points for it, and what I noted that might become one."""
    form = TopicForm(formdata=None)
    form.text.data = _sources(uow).get(request.args.get("fra", ""), ("", ""))[1]
    return _page(uow, id, form)


@bp.post("/samtale/<uuid:id>/forbered")
@writes
def add_topic(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Write one more."""
    queries.show(uow, id)
    form = TopicForm()
    said: dict[str, Any] = {"lang": language()}

    def act() -> None:
        service.add_topic(uow, id, text=form.text.data or "", brought=bool(form.bring.data), **said)

    if attempt(form, act):
        return saved(url_for("dialogues.prepare", id=id))
    return _page(uow, id, form), 422


def _sources(uow: UnitOfWork) -> dict[str, tuple[str, str]]:
    """What I have written for myself that could be taken along: where it is from, and its words."""
    if not queries.at_hand(uow):
        return {}
    notes, guide = queries.notes(uow), queries.guide()
    areas = {f"{area.code}-{at}": area for area in guide.items for at, _question in enumerate(area.questions, 1)}
    found = {code: (area.title.in_(language()), notes[code].text) for code, area in areas.items() if code in notes}
    for one in queries.promises(uow, followed=False):
        if one.closed_at is None:
            found[str(one.id)] = (_("Agreement with yourself"), one.text)
    for check in queries.checkins(uow)[-1:]:
        found[str(check.id)] = (_("Check-in %(day)s", day=long_date(check.day)), _in_words(check))
    return found


def _in_words(check: queries.CheckInView) -> str:
    lines = [
        f"{item.title.in_(language())}: {getattr(check.says, item.code)} / {queries.HIGHEST}"
        for item in queries.continua().items
    ]
    return "\n".join([*lines, check.says.note]).strip()


def _page(uow: UnitOfWork, id: UUID, form: TopicForm) -> str:
    talk, topics = queries.show(uow, id), queries.topics(uow, id)
    return render_template(
        "dialogues/prepare.html",
        talk=talk,
        form=form,
        mine=[one for one in topics if one.person_id == uow.actor.me],
        sources=_sources(uow) if talk.is_ahead else {},
    )


@bp.get("/punkt/<uuid:id>")
@reads
def topic(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """A point of mine, to change it."""
    return _topic_page(uow, id, _filled(uow, id))


def _filled(uow: UnitOfWork, id: UUID) -> EditTopicForm:
    found = queries.topic(uow, id)
    return EditTopicForm(formdata=None, data={"text": found.text, "version": found.version})


@bp.post("/punkt/<uuid:id>")
@writes
@stands(_filled)
def edit_topic(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Change it."""
    found, form = queries.topic(uow, id), EditTopicForm()
    said: dict[str, Any] = {"lang": language()}
    if attempt(form, lambda: service.edit_topic(uow, id, text=form.text.data or "", version=form.version.data, **said)):
        return saved(url_for("dialogues.prepare", id=found.dialogue_id))
    return _topic_page(uow, id, form), 422


@bp.post("/punkt/<uuid:id>/medbring")
@writes
def bring(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Bring it: we both see it."""
    return _done(uow, id, service.bring)


@bp.post("/punkt/<uuid:id>/behold")
@writes
def take_back(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Keep it to myself after all."""
    return _done(uow, id, service.take_back)


@bp.post("/punkt/<uuid:id>/slet")
@writes
def delete_topic(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """Take it away."""
    return _done(uow, id, service.delete_topic)


def _done(uow: UnitOfWork, id: UUID, act: Callable[..., None]) -> ResponseReturnValue:
    found = queries.topic(uow, id)
    act(uow, id, version=version_of())
    return saved(url_for("dialogues.prepare", id=found.dialogue_id))


def _topic_page(uow: UnitOfWork, id: UUID, form: EditTopicForm) -> str:
    found = queries.topic(uow, id)
    version = VersionForm(formdata=None, data={"version": found.version})
    return render_template("dialogues/topic.html", form=form, found=found, version_form=version)
