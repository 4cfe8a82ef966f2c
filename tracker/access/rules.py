"""Hats, guesses and how long a session lasts (issue of trust: OWASP ASVS 5.0, 6 and 7)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from tracker.kernel.permissions import Role

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
GUESSES = 10
GUESS_WINDOW = timedelta(minutes=5)

INVITE, RESET = "invite", "reset"
LASTS = {INVITE: timedelta(days=7), RESET: timedelta(hours=1)}
"""how long a link to choose a password holds"""
LINKS_AN_HOUR = 3

CODE_WAITS = timedelta(minutes=10)
"""how long a right password waits for the second step"""
STEP_SECONDS = 30
RECOVERY_CODES = 10
WITH_CODE = frozenset({Role.TM, Role.HR, Role.SA})
"""who must take a second step, where the installation asks for it"""

HATS: dict[str, frozenset[Role]] = {
    "leader": frozenset({Role.L, Role.TM, Role.HR}),
    "med": frozenset({Role.MED}),
    "admin": frozenset({Role.SA}),
}
"""A person with two hats acts in one at a time; rights are the union within the hat."""


def hats(roles: frozenset[Role]) -> list[str]:
    """The hats these roles give, the first being the one to start with."""
    return [name for name, within in HATS.items() if within & roles] or ["leader"]


def worn(roles: frozenset[Role], hat: str) -> frozenset[Role]:
    """The roles that count under a hat."""
    return roles & HATS.get(hat, frozenset())


def within(roles: frozenset[Role]) -> dict[str, frozenset[Role]]:
    """What each hat that these roles give stands for."""
    return {hat: worn(roles, hat) for hat in hats(roles)}


def granted(roles: frozenset[Role]) -> str:
    """The roles somebody was given (and not got by being in a group), as a session notes them when it starts."""
    return ",".join(sorted(roles - {Role.L}))


def was_given_more(roles: frozenset[Role], noted: str) -> bool:
    """Whether somebody holds a role that the session did not start with: then one signs in again."""
    return not frozenset(granted(roles).split(",")) - {""} <= frozenset(noted.split(","))


_BROWSERS = {"Edg": "Edge", "OPR": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
_SYSTEMS = {"iPhone": "iPhone", "iPad": "iPad", "Android": "Android", "Windows": "Windows", "Mac OS": "Mac"}


def device(agent: str) -> str:
    """What a browser is called by its owner: its name and where it runs, and no more; empty where it does not say."""
    browser = next((name for sign, name in _BROWSERS.items() if f"{sign}/" in agent), "")
    system = next((name for sign, name in (_SYSTEMS | {"Linux": "Linux"}).items() if sign in agent), "")
    return " · ".join(part for part in (browser, system) if part)


def is_live(now: datetime, seen_at: datetime, ends_at: datetime) -> bool:
    """Whether a session still holds: seen within half an hour, and at most ten hours old."""
    return now < ends_at and now - seen_at < IDLE


def fitting_step(now: datetime, last: int, code: str, code_of: Callable[[int], str]) -> int | None:
    """The step of time whose code this is: now, or the one before or after; one used already never fits again."""
    here = int(now.timestamp()) // STEP_SECONDS
    fits = [step for step in (here - 1, here, here + 1) if compare_digest(code_of(step).encode(), code.encode())]
    return next((step for step in fits if step > last), None)


def is_locked(now: datetime, failures: int, since: datetime | None) -> bool:
    """At most ten wrong guesses in five minutes; afterwards the account waits, not its owner for good."""
    return since is not None and failures >= GUESSES and now - since < GUESS_WINDOW


def hash_of(token: str) -> str:
    """What is kept of a session token: it is random, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def address(remote: str, forwarded: str, trusted: str) -> str:
    """Where a request came from: the last address that no trusted proxy has. What a stranger writes is not believed.

    An IPv6 address counts by its network: whoever has one has very many.
    """
    nets = [ip_network(one.strip(), strict=False) for one in trusted.split(",") if one.strip()]
    came = remote
    for hop in [*reversed([one.strip() for one in forwarded.split(",") if one.strip()]), ""]:
        if not hop or not _is_in(came, nets):
            break
        came = hop
    return _network(came)


def _is_in(address: str, nets: list[IPv4Network | IPv6Network]) -> bool:
    try:
        return any(ip_address(address) in net for net in nets)
    except ValueError:
        return False


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    return str(ip_network((found, 64), strict=False)) if isinstance(found, IPv6Address) else str(found)
