"""A provider of single sign-on, over real HTTP, that checks PKCE, and can be made to answer wrongly."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import flask
import oidc_provider_mock
import requests
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server
from werkzeug.wrappers import Response

OTHER_KEY = RSAKey.generate_key(2048)
Claims = dict[str, Any]


def coded(data: bytes) -> str:
    """As a token writes it."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def read_claims(token: str) -> Claims:
    """What a token claims, unchecked."""
    body = token.split(".")[1]
    return dict(json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))))


@dataclass
class Rogue:
    """What is wrong with the answers; nothing, to begin with."""

    claims: Callable[[Claims], Claims] = dict
    key: str = "right"
    challenges: dict[str, str] = field(default_factory=dict)
    own: Any = None

    def signed(self, claims: Claims) -> str:
        """A token with these claims, signed as is asked for."""
        if self.key == "none":
            return f"{coded(json.dumps({'alg': 'none'}).encode())}.{coded(json.dumps(claims).encode())}."
        if self.key == "shared":  # with the public key, which everybody has, as if it were a secret
            head = {"alg": "HS256", "kid": self.own.kid}
            body = f"{coded(json.dumps(head).encode())}.{coded(json.dumps(claims).encode())}"
            return f"{body}.{coded(hmac.digest(self.own.as_pem(private=False), body.encode(), 'sha256'))}"
        key = self.own if self.key == "right" else OTHER_KEY
        return jwt.encode({"alg": "RS256"}, claims, key)


@dataclass
class ProviderThere:
    """Where it is, and how its people sign in."""

    issuer: str
    rogue: Rogue

    def people(self, **claims_of: Claims) -> None:
        """Make people known, by their subjects."""
        for subject, claims in claims_of.items():
            requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=60).raise_for_status()

    def signs_in(self, address: str, subject: str) -> str:
        """Somebody signs in on the page an address leads to; where the browser is sent, without the host."""
        answer = requests.post(address, data={"sub": subject}, allow_redirects=False, timeout=60)
        parts = urlsplit(answer.headers["Location"])
        return f"{parts.path}?{parts.query}"


@contextmanager
def running() -> Iterator[ProviderThere]:
    """A provider on a free port, while the block runs."""
    app, rogue = oidc_provider_mock.app(require_nonce=True, issue_refresh_token=False), Rogue()
    _watch(app, rogue)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield ProviderThere(f"http://127.0.0.1:{server.server_port}", rogue)
    finally:
        server.shutdown()
        thread.join(60)
        server.server_close()


def _watch(app: flask.Flask, rogue: Rogue) -> None:
    @app.before_request
    def check_pkce() -> Response | None:
        rogue.own = RSAKey.import_key(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True))
        if flask.request.path == "/oauth2/token":
            verifier = flask.request.form.get("code_verifier", "")
            if rogue.challenges.get(flask.request.form["code"]) != coded(sha256(verifier.encode()).digest()):
                return Response('{"error": "invalid_grant"}', 400, content_type="application/json")
        return None

    @app.after_request
    def answer(response: Response) -> Response:
        if flask.request.method == "POST" and response.status_code == 302:
            code = parse_qs(urlsplit(response.headers["Location"]).query).get("code", [""])[0]
            assert flask.request.args["code_challenge_method"] == "S256"
            rogue.challenges[code] = flask.request.args["code_challenge"]
        if flask.request.path == "/oauth2/token" and response.status_code == 200:
            found = json.loads(response.get_data())
            found["id_token"] = rogue.signed(rogue.claims(read_claims(found["id_token"])))
            response.set_data(json.dumps(found))
        return response
