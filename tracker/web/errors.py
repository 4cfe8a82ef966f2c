"""What is shown when something is missing, forbidden (the same page), out of date or broken."""

import logging
from http import HTTPStatus
from uuid import uuid4

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, NotFound

from tracker.kernel.errors import NotFound as NothingThere
from tracker.kernel.errors import RuleBroken, without_words
from tracker.web.transaction import recognised

log = logging.getLogger("ledertrivsel.web")


def install(app: Flask) -> None:
    """Register the pages for what goes wrong."""
    app.register_error_handler(NothingThere, _missing)
    app.register_error_handler(404, _missing)
    app.register_error_handler(405, _missing)
    app.register_error_handler(CSRFError, _stale)
    app.register_error_handler(RuleBroken, _refused)
    app.register_error_handler(HTTPException, _other)
    app.register_error_handler(Exception, _broken)


def _missing(_error: NothingThere | NotFound) -> ResponseReturnValue:
    return recognised(lambda: render_template("errors/404.html")), 404


def _stale(_error: CSRFError) -> ResponseReturnValue:
    return _plain(gettext("The page was too old to be saved. Go back, load it again, and save once more."), 400)


def _refused(error: RuleBroken) -> ResponseReturnValue:
    return _plain(gettext(error.message, **error.values), 422)


def _other(error: HTTPException) -> ResponseReturnValue:
    if error.code is not None and error.code < 400:
        return error
    if error.code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
        return _plain(
            gettext("What was sent is too large. Go back and choose a smaller file or fewer words."), error.code
        )
    return _plain(gettext("The page could not use what was sent. Go back and try again."), error.code or 400)


def _plain(message: str, status: int) -> ResponseReturnValue:
    return render_template("errors/plain_message.html", message=message), status


def _broken(error: Exception) -> ResponseReturnValue:
    """An error of ours: a number to give to support, and nothing else."""
    error_id = uuid4().hex[:12]
    log.error("error %s: %s", error_id, without_words(error))
    return render_template("errors/500.html", error_id=error_id), 500
