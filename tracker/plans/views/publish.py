"""Publishing, the published page, and the groups' talks."""

from typing import Any
from uuid import UUID

from flask import current_app, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.plans import queries, service
from tracker.plans.forms import PublishForm, TalkForm
from tracker.plans.queries.check import checked
from tracker.plans.queries.hearing import consulted
from tracker.plans.queries.published_card import card_of, letter
from tracker.plans.views.card_picture import picture
from tracker.plans.views.shared import bp, columns, level_names, rows, steps, title_of
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web import pdf
from tracker.web.conflicts import stands
from tracker.web.forms import attempt
from tracker.web.language import language
from tracker.web.transaction import reads, reads_publicly, saved, writes


@bp.get("/publicer")
@reads
def publish(uow: UnitOfWork) -> ResponseReturnValue:
    """What did we forget? and the button."""
    return _publish_page(uow, _fresh(uow))


def _fresh(uow: UnitOfWork) -> PublishForm:
    plan = queries.needed(uow.session)
    if not queries.rights(uow, plan).sees_draft:
        raise NotFound
    return PublishForm(formdata=None, data={"version": plan.version, "ask_groups": True})


@bp.post("/publicer")
@writes
@stands(_fresh)
def save_version(uow: UnitOfWork) -> ResponseReturnValue:
    """Publish the draft as the next version."""
    form, number = PublishForm(), []

    def act() -> None:
        said = {"note": form.note.data or "", "ask_groups": form.ask_groups.data, "lang": language()}
        number.append(service.publish(uow, **said, version=form.version.data))

    if attempt(form, act):
        return saved(url_for("plans.version", number=number[0]))
    return _publish_page(uow, form), 422


def _publish_page(uow: UnitOfWork, form: PublishForm) -> str:
    plan = queries.needed(uow.session)
    allowed = queries.rights(uow, plan)
    if not allowed.sees_draft:
        raise NotFound
    stage = queries.stage(uow.session, plan)
    return render_template(
        "plans/publish.html",
        form=form,
        plan=plan,
        allowed=allowed,
        stage=stage,
        open_to_all=queries.is_open(uow.session),
        steps=steps(stage.step, allowed, at="publish"),
        signer=people.someone(uow.session, uow.actor.me),
        told=queries.to_be_told(uow, plan) if allowed.publishes else None,
        today=uow.today,
        points=checked(plan, stage.cards, uow.today, consulted(uow.session, plan.id)),
    )


@bp.get("/version/<int:number>")
@reads_publicly
def version(uow: UnitOfWork, number: int) -> ResponseReturnValue:
    """A published version: to read, print and share."""
    document = queries.document(uow, number)
    asking = queries.asking(uow, document.version) if document.known else None
    across, down, card = columns(), rows(), card_of(document.content)
    names, of_rows = ({one["code"]: one["name"] for one in some} for some in (across, down))
    return render_template(
        "plans/version.html",
        document=document,
        asking=asking,
        asking_tag=_so_far(asking) if asking else "",
        content=document.content,
        address=current_app.extensions["ledertrivsel.settings"].base_url.rstrip("/")
        + url_for("plans.version", number=number),
        title_of=title_of,
        columns=names,
        rows=of_rows,
        card=card,
        card_columns=across,
        card_rows=[{"code": one["code"], "name": one["name"]} for one in down],
        picture=picture(card, names, of_rows),
        letter=letter,
        represents=Role.MED in uow.actor.roles,
        levels=level_names(),
        answers=knowledge.guide("plan-contents").items,
        open_to_all=people.organisation(uow.session).plan_is_open,
        language=language(),
        today=uow.today,
        has_paper=pdf.is_available(),
    )


def _so_far(found: queries.Underway) -> str:
    """What a page that shows how many groups have been asked has."""
    return f"{found.done}-{found.total}-{language()}"


@bp.get("/version/<int:number>/spurgt")
@reads
def asked(uow: UnitOfWork, number: int) -> ResponseReturnValue:
    """How many of the groups have been asked by now; 304 where it has not changed."""
    found = queries.asking_now(uow, number)
    answer = make_response(render_template("plans/_asked.html", asking=found))
    answer.set_etag(_so_far(found))
    return answer.make_conditional(request)


@bp.get("/droeftelse/<uuid:id>")
@reads
def talk(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """My group's talk about the plan."""
    return _talk_page(_talk_form(uow, id), _talk(uow, id))


def _talk_form(uow: UnitOfWork, id: UUID) -> TalkForm:
    view = _talk(uow, id)
    said = {"version": view.version, "talked_on": view.talked_on or uow.today, "words": view.words}
    return TalkForm(formdata=None, data=said)


@bp.post("/droeftelse/<uuid:id>")
@writes
@stands(_talk_form)
def talked(uow: UnitOfWork, id: UUID) -> ResponseReturnValue:
    """We have talked about it."""
    view, form = _talk(uow, id), TalkForm()

    def act() -> None:
        said: dict[str, Any] = {"on": form.talked_on.data, "words": form.words.data or "", "lang": language()}
        service.talked(uow, id, **said, version=form.version.data)

    if attempt(form, act):
        return saved(url_for("plans.talk", id=id))
    return _talk_page(form, view), 422


def _talk(uow: UnitOfWork, id: UUID) -> queries.TalkView:
    return queries.talk(uow, queries.needed(uow.session).id, id)


def _talk_page(form: TalkForm, view: queries.TalkView) -> str:
    return render_template(
        "plans/talk.html", form=form, talk=view, guide=knowledge.guide("plan-talk"), lang_=language()
    )
