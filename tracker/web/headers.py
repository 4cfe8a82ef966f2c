"""Security headers on every answer."""

from flask import Flask, Response, g

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
ALONE, ANYWHERE = "frame-ancestors 'none'", "frame-ancestors *"
YEAR_SECONDS = 365 * 24 * 3600


def let_be_framed(response: Response) -> None:
    """Others may show this answer in a frame: only for what everybody may read, and where nothing can be pressed."""
    response.headers["Content-Security-Policy"] = POLICY.replace(ALONE, ANYWHERE)


def install(app: Flask, *, tls: bool) -> None:
    """Add the headers after every request; behind TLS, that it is never to be asked for without."""

    @app.after_request
    def add_headers(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "no-referrer"
        if ALONE in response.headers["Content-Security-Policy"]:
            response.headers["X-Frame-Options"] = "DENY"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        if tls:
            response.headers["Strict-Transport-Security"] = f"max-age={YEAR_SECONDS}; includeSubDomains"
        if g.get("me") is not None:
            response.headers.setdefault("Cache-Control", "no-store")
        elif "uow" in g and response.mimetype == "text/html":
            response.headers.setdefault(
                "Cache-Control", "no-cache"
            )  # what everybody reads today may be closed tomorrow
        return response
