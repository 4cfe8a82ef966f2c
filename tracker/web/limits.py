"""What a request may be before anything of it is looked at: for which host, how large, of how many parts."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask, Response, abort, request
from werkzeug.exceptions import SecurityError

LARGEST_BODY = 2 * 1024 * 1024
LARGEST_FORM = 500_000
"""bytes of a form's own fields, files apart"""
MOST_FIELDS = 1000
LARGEST_SENT = 9 * 1024 * 1024
"""more than any view takes; a server need not even receive it"""
SILENT_SECONDS = 30
"""so long somebody who sends or takes may be silent"""
_AROUND = 64 * 1024
"""what stands around a file: its form's other fields"""
V = TypeVar("V", bound=Callable[..., Any])


def takes_files(largest: int) -> Callable[[V], V]:
    """Say that a view takes a file of so many bytes, where others take less."""

    def mark(view: V) -> V:
        view.largest_body = largest + _AROUND  # type: ignore[attr-defined]
        return view

    return mark


def install(app: Flask, hosts: list[str]) -> None:
    """Set the limits; before anything else that looks at a form."""
    app.config.update(
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FIELDS,
        TRUSTED_HOSTS=hosts,
    )
    app.register_error_handler(SecurityError, _strange_host)

    @app.before_request
    def measure() -> None:
        if line := request.environ.get("gunicorn.socket"):
            line.settimeout(SILENT_SECONDS)
        largest = getattr(app.view_functions.get(request.endpoint or ""), "largest_body", None)
        if largest:
            request.max_content_length = largest
        if request.method == "POST" and sum(1 for _ in request.form.items(multi=True)) > MOST_FIELDS:
            abort(413)


def _strange_host(_error: SecurityError) -> Response:
    """In plain words: a page's own links would have to believe the host."""
    return Response("400: unknown host\n", 400, content_type="text/plain; charset=utf-8")
