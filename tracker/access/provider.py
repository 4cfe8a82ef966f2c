"""The organisation's own sign-in, spoken to by OpenID Connect: discovery, code with PKCE, checked tokens, sign-out.

Nothing a provider answers is believed before its signature, issuer, audience, times and nonce are checked.
"""

import secrets
import time
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from tracker.access.proof import Begun, NotProven, ProviderAway, Trust
from tracker.kernel.errors import without_words

ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""with a key the provider alone has; never none, never a shared secret"""
PATIENCE_SECONDS = 10
KEPT_SECONDS = 3600
"""how long what discovery said is believed without asking again"""
SKEW_SECONDS = 60
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class Provider:
    """One provider, by its settings. What it says of itself is asked for once an hour."""

    def __init__(
        self, *, issuer: str, client_id: str, client_secret: str, scopes: str, return_to: str, trust: Trust
    ) -> None:
        self.issuer = issuer.rstrip("/")
        self.client_id = client_id
        self.client_secret = client_secret
        self.scopes = scopes
        self.return_to = return_to
        self.trust = trust
        self._about: dict[str, Any] = {}
        self._asked_at = 0.0
        self._keys: dict[str, Any] = {}

    def begin(self) -> tuple[str, Begun]:
        """Where the browser goes, and what to keep until it comes back. ProviderAway where nobody answers."""
        start = Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), time.time())
        with self._session() as session:
            url, _ = session.create_authorization_url(
                self._endpoint("authorization_endpoint"),
                state=start.state,
                nonce=start.nonce,
                code_verifier=start.verifier,
            )
        return str(url), start

    def finish(self, start: Begun, answer: Mapping[str, str]) -> dict[str, Any]:
        """The claims of who came back. NotProven, or ProviderAway."""
        if answer.get("error") or not answer.get("code"):
            raise NotProven("refused by the provider")
        if answer.get("iss", self.issuer).rstrip("/") != self.issuer:
            raise NotProven("issuer of the answer")
        token = self._reached(lambda: self._exchange(answer["code"], start.verifier))
        if "id_token" not in token:
            raise NotProven("no id_token")
        claims = self._proven(token["id_token"], nonce=start.nonce, access_token=token.get("access_token", ""))
        return self._more(token, claims) | claims

    def _exchange(self, code: str, verifier: str) -> dict[str, Any]:
        with self._session() as session:
            try:
                return dict(session.fetch_token(self._endpoint("token_endpoint"), code=code, code_verifier=verifier))
            except AuthlibBaseError as error:  # the code was used, is too old, or another's
                raise NotProven(str(error.error)) from None

    def _more(self, token: dict[str, Any], claims: dict[str, Any]) -> dict[str, Any]:
        """What the provider tells only when asked for it; believed of the same subject alone."""
        where = self._discovered().get("userinfo_endpoint")
        if "email" in claims or not where:
            return {}
        with self._session(token=token) as session:
            found = self._reached(lambda: dict(session.get(where).json()))
        return found if found.get("sub") == claims["sub"] else {}

    def left(self, logout_token: str) -> tuple[str, str]:
        """Subject and session that a provider says are signed out (back-channel); NotProven otherwise."""
        claims = self._proven(logout_token)
        events = claims.get("events")
        if "nonce" in claims or not isinstance(events, dict) or LOGOUT_EVENT not in events:
            raise NotProven("no sign-out")
        found = str(claims.get("sub") or ""), str(claims.get("sid") or "")
        if not any(found):
            raise NotProven("nobody's sign-out")
        return found

    def way_out(self, back_to: str) -> str | None:
        """Where one signs out of the provider, too; None where it has no such place, or does not answer."""
        try:
            where = self._discovered().get("end_session_endpoint")
        except ProviderAway:
            return None
        if not isinstance(where, str) or not self._is_safe(where):
            return None
        return f"{where}?{urlencode({'client_id': self.client_id, 'post_logout_redirect_uri': back_to})}"

    def _proven(self, token: str, *, nonce: str | None = None, access_token: str = "") -> dict[str, Any]:
        try:
            try:
                found = self._decoded(token)
            except InvalidKeyIdError:  # the provider has new keys
                self._keys = {}
                found = self._decoded(token)
            options: Any = {
                "iss": {"essential": True, "value": self.issuer_said},
                "aud": {"essential": True, "value": self.client_id},
            }
            asked = {"nonce": nonce, "client_id": self.client_id, "access_token": access_token}
            claims = CodeIDToken(found.claims, found.header, options, asked)
            if nonce is None:
                claims.ESSENTIAL_CLAIMS = ["iss", "aud", "iat"]
            claims.validate(leeway=SKEW_SECONDS)
        except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise NotProven(type(error).__name__) from None
        return dict(claims)

    @property
    def issuer_said(self) -> str:
        """The issuer as discovery writes it; the same as ours but for a slash at its end."""
        return str(self._discovered()["issuer"])

    def _decoded(self, token: str) -> Any:
        if not self._keys:
            self._keys = self._reached(lambda: self._fetched(self._endpoint("jwks_uri")))
        registry = JWSRegistry(algorithms=ALGORITHMS, strict_check_header=False)
        return jwt.decode(token, key=KeySet.import_key_set(self._keys), registry=registry)  # type: ignore[arg-type]

    def _endpoint(self, name: str) -> str:
        where = str(self._discovered().get(name, ""))
        if not self._is_safe(where):
            raise ProviderAway(f"{name} is no https address")
        return where

    def _is_safe(self, address: str) -> bool:
        parts = urlsplit(address)
        is_here = is_loopback(self.issuer) and is_loopback(address)
        return parts.scheme == "https" or (parts.scheme == "http" and is_here)

    def _discovered(self) -> dict[str, Any]:
        if not self._about or time.monotonic() - self._asked_at > KEPT_SECONDS:
            about = self._reached(lambda: self._fetched(f"{self.issuer}/.well-known/openid-configuration"))
            if str(about.get("issuer", "")).rstrip("/") != self.issuer:
                raise ProviderAway("discovery names another issuer")
            self._about, self._asked_at, self._keys = about, time.monotonic(), {}
        return self._about

    def _fetched(self, address: str) -> dict[str, Any]:
        with self._session() as session:
            answer = session.get(address, withhold_token=True)
            answer.raise_for_status()
            found = answer.json()
        if not isinstance(found, dict):
            raise ProviderAway("no JSON object")
        return found

    def _session(self, **more: Any) -> OAuth2Session:
        method = "client_secret_basic" if self.client_secret else "none"
        session = OAuth2Session(
            self.client_id,
            self.client_secret or None,
            token_endpoint_auth_method=method,
            scope=self.scopes,
            redirect_uri=self.return_to,
            code_challenge_method="S256",
            default_timeout=PATIENCE_SECONDS,
            **more,
        )
        session.trust_env = not is_loopback(self.issuer)
        return session

    def _reached(self, ask: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        try:
            return ask()
        except (requests.RequestException, ValueError, TypeError) as error:
            raise ProviderAway(without_words(error)) from None


def is_loopback(address: str) -> bool:
    """Whether an address is on this machine."""
    return urlsplit(address).hostname in {"127.0.0.1", "::1", "localhost"}
