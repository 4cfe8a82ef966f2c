"""A published version passed on: as PDF, in Word, as JSON, as a fragment for an intranet, and as a feed of versions.

What is passed on is the same for all who may read it, and is asked for again each time: `no-cache` lets a reader keep
it, and makes them ask whether they still may.
"""

import json
from datetime import date
from functools import lru_cache
from hashlib import sha256
from threading import Lock
from typing import Any

from flask import Response, current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker.kernel.errors import NotFound
from tracker.knowledge import queries as knowledge
from tracker.people import queries as people
from tracker.plans import queries
from tracker.plans.queries import outputs
from tracker.plans.queries.published_card import card_of, letter
from tracker.plans.views.card_picture import picture
from tracker.plans.views.shared import bp, columns, level_names, rows, title_of
from tracker.storage.unit_of_work import UnitOfWork
from tracker.web import headers, pdf, word
from tracker.web.language import language
from tracker.web.transaction import reads_publicly

SCHEMA = "ledertrivsel.plan/1"
KEPT_PAPERS = 8
"""drawn versions a process keeps, of each sort: they never change, and drawing one takes a moment"""
_AT_THE_NEWEST = {
    "plan.pdf": "plans.paper",
    "plan.docx": "plans.in_word",
    "plan.json": "plans.data",
    "uddrag": "plans.fragment",
    "ramme": "plans.framed",
}
_DRAWING = Lock()


@bp.get("/version/<int:number>/plan.pdf")
@reads_publicly
def paper(uow: UnitOfWork, number: int) -> ResponseReturnValue:
    """The version on paper: PDF/UA, drawn once in each process."""
    if not pdf.is_available():
        raise NotFound
    found = outputs.shared(uow, number)
    html = render_template("plans/pdf.html", font=pdf.font, **_said(found))
    tag = sha256(html.encode()).hexdigest()
    if request.if_none_match.contains(tag):
        return _answer(b"", "application/pdf", found, tag)
    answer = _answer(_paper(html), "application/pdf", found, tag)
    answer.headers["Content-Disposition"] = f'inline; filename="plan-for-ledertrivsel-{number}.pdf"'
    return answer


def _paper(html: str) -> bytes:
    """One at a time: who asks while it is drawn is given what was drawn."""
    with _DRAWING:
        return _drawn(html)


@lru_cache(maxsize=KEPT_PAPERS)
def _drawn(html: str) -> bytes:
    return pdf.drawn(html)


@bp.get("/version/<int:number>/plan.docx")
@reads_publicly
def in_word(uow: UnitOfWork, number: int) -> ResponseReturnValue:
    """The version in Word, written once in each process."""
    found = outputs.shared(uow, number)
    html = render_template("plans/word.html", **_said(found))
    tag = sha256(html.encode()).hexdigest()
    if request.if_none_match.contains(tag):
        return _answer(b"", word.KIND, found, tag)
    about = (found.content["title"], found.content["unit"], language(), found.published_on)
    answer = _answer(_document(html, *about), word.KIND, found, tag)
    answer.headers["Content-Disposition"] = f'attachment; filename="plan-for-ledertrivsel-{number}.docx"'
    return answer


def _document(html: str, title: str, author: str, lang: str, on: date) -> bytes:
    with _DRAWING:
        return _written(html, title, author, lang, on)


@lru_cache(maxsize=KEPT_PAPERS)
def _written(html: str, title: str, author: str, lang: str, on: date) -> bytes:
    return word.written(html, title=title, author=author, lang=lang, on=on)


@bp.get("/version/<int:number>/plan.json")
@reads_publicly
def data(uow: UnitOfWork, number: int) -> ResponseReturnValue:
    """The version as values, in a form that stays: see docs/published-plan.md."""
    found = outputs.shared(uow, number)
    return _answer(json.dumps(_values(uow, found), ensure_ascii=False), "application/json", found)


def _values(uow: UnitOfWork, found: outputs.Shared) -> dict[str, Any]:
    content = found.content
    answers = [{"code": code, "text": text} for code, text in content["answers"].items()]
    return {
        "schema": SCHEMA,
        "organisation": people.organisation(uow.session).name,
        "unit": content["unit"],
        "version": found.number,
        "published_on": found.published_on.isoformat(),
        "address": address("plans.version", number=found.number),
        "title": content["title"],
        "purpose": content["purpose"],
        "lang": content["lang"],
        "changes": {"note": found.note, "lang": found.lang, "new_themes": found.came, "ended_themes": found.went},
        "themes": [_theme(theme) for theme in content["themes"]],
        "answers": {"lang": content["answers_lang"], "items": answers},
        "offers": content["offers"],
        "hearings": [one | {"until": one["until"].isoformat()} for one in content["hearings"]],
        "signatures": [one | {"on": one["on"].isoformat()} for one in content["signatures"]],
        "next_status": content["next_status"].isoformat(),
        "ends": content["ends"].isoformat(),
    }


def _theme(theme: dict[str, Any]) -> dict[str, Any]:
    actions = [one | {"due": one["due"].isoformat() if one["due"] else None} for one in theme["actions"]]
    return theme | {"actions": actions}


@bp.get("/version/<int:number>/uddrag")
@reads_publicly
def fragment(uow: UnitOfWork, number: int) -> ResponseReturnValue:
    """The version as a piece of HTML without style or script, for a page of one's own."""
    found = outputs.shared(uow, number)
    return _answer(render_template("plans/embed.html", **_said(found)), "text/html", found)


@bp.get("/version/<int:number>/ramme")
@reads_publicly
def framed(uow: UnitOfWork, number: int) -> ResponseReturnValue:
    """The same as a page by itself; others may show it in a frame where the plan is open: it has nothing to press."""
    found = outputs.shared(uow, number)
    answer = _answer(render_template("plans/framed.html", **_said(found)), "text/html", found)
    if found.is_open:
        headers.let_be_framed(answer)
    return answer


@bp.get("/versioner.atom")
@reads_publicly
def feed(uow: UnitOfWork) -> ResponseReturnValue:
    """The versions as an Atom feed."""
    versions = outputs.feed(uow)
    text = render_template(
        "plans/feed.xml",
        versions=versions,
        title_of=title_of,
        address=address,
        author=people.organisation(uow.session).name,
    )
    return _answer(_without_controls(text), "application/atom+xml", versions[0])


def _without_controls(text: str) -> str:
    """XML has no room for them, not even escaped."""
    return "".join(sign for sign in text if sign in "\t\n\r" or (sign >= " " and sign not in "\ufffe\uffff"))


@bp.get("/seneste")
@reads_publicly
def newest(uow: UnitOfWork) -> ResponseReturnValue:
    """An address that stays: leads to the version that stands."""
    return _leading(uow, "plans.version")


@bp.get("/seneste/<any('plan.pdf', 'plan.docx', 'plan.json', 'uddrag', 'ramme'):form>")
@reads_publicly
def newest_as(uow: UnitOfWork, form: str) -> ResponseReturnValue:
    """The same, in another form."""
    return _leading(uow, _AT_THE_NEWEST[form])


def _leading(uow: UnitOfWork, endpoint: str) -> Response:
    there = url_for(endpoint, number=outputs.newest_number(uow), lang=request.args.get("lang"))
    return _allowed(make_response(redirect(there, 302)), is_open=queries.is_open(uow.session))


def _said(found: outputs.Shared) -> dict[str, Any]:
    names = {column["code"]: column["name"] for column in columns()}
    of_rows = {row["code"]: row["name"] for row in rows()}
    card = card_of(found.content)
    return {
        "version": found,
        "content": found.content,
        "address": address("plans.version", number=found.number),
        "title_of": title_of,
        "columns": names,
        "rows": of_rows,
        "card": card,
        "picture": picture(card, names, of_rows),
        "letter": letter,
        "levels": level_names(),
        "answers": knowledge.guide("plan-contents").items,
        "lang": language(),
    }


def address(endpoint: str, **values: Any) -> str:
    """A page's whole address, as the organisation has said it is: never as the asker says."""
    base: str = current_app.extensions["ledertrivsel.settings"].base_url
    return base.rstrip("/") + url_for(endpoint, **values)


def _answer(body: str | bytes, kind: str, found: outputs.Shared, tag: str | None = None) -> Response:
    answer = _allowed(make_response(body), is_open=found.is_open)
    answer.mimetype = kind
    answer.set_etag(tag or sha256(answer.get_data()).hexdigest())
    answer.make_conditional(request)
    return answer


def _allowed(answer: Response, *, is_open: bool) -> Response:
    answer.headers["Cache-Control"] = "no-cache" if is_open else "private, no-cache"
    answer.headers["Vary"] = "Cookie, Accept-Language"
    if is_open:
        answer.headers["Access-Control-Allow-Origin"] = "*"  # without cookies: what is read is what everybody may read
    return answer
