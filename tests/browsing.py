"""A client over real HTTP with the face of Flask's test client, so that the same `Browser` walks real processes."""

from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, ProxyHandler, Request, build_opener


class Answer:
    """What came back."""

    def __init__(self, status: int, body: bytes, path: str, tag: str = "") -> None:
        self.status_code = status
        self.tag = tag
        self.body = body
        self.request = self
        self.path = path

    def get_data(self, *, as_text: bool) -> Any:
        """The body."""
        return self.body.decode() if as_text else self.body


class HttpClient:
    """Keeps cookies and follows redirects, like a browser without JavaScript."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._opener = build_opener(HTTPCookieProcessor(CookieJar()), ProxyHandler({}))

    def get(self, path: str, *, follow_redirects: bool = True) -> Answer:
        """Open a page."""
        return self._send(Request(urljoin(self.base, path)))

    def ask(self, path: str, tag: str) -> Answer:
        """Ask for what changed of a page since the one with this tag."""
        return self._send(Request(urljoin(self.base, path), headers={"If-None-Match": tag, "HX-Request": "true"}))

    def post(self, path: str, *, data: dict[str, Any], follow_redirects: bool = True) -> Answer:
        """Send a form."""
        return self._send(Request(urljoin(self.base, path), data=urlencode(data, doseq=True).encode()))

    def _send(self, request: Request) -> Answer:
        try:
            with self._opener.open(request, timeout=30) as response:
                body, tag = response.read(), response.headers.get("ETag", "")
                return Answer(response.status, body, urlsplit(response.url).path, tag)
        except HTTPError as error:
            with error:
                return Answer(error.code, error.read(), urlsplit(error.url or request.full_url).path)
