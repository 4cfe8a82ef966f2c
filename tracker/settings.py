"""Every setting, read once from the environment (`LEDERTRIVSEL_…`); `docs/operations.md` holds the same table."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path(__file__).resolve().parent
PREFIX = "LEDERTRIVSEL_"


def find(name: str) -> Path:
    """`templates` or `migrations`: beside the package in a checkout, inside it in a wheel."""
    inside = PACKAGE / f"_{name}"
    return inside if inside.exists() else PACKAGE.parent / name


@dataclass(frozen=True)
class Settings:
    """Where things are and how this installation runs."""

    data_dir: Path = ROOT / "var"
    database_url: str = ""
    redis_url: str = ""
    smtp_url: str = ""
    mail_from: str = "Ledertrivsel <ledertrivsel@localhost>"
    base_url: str = "http://127.0.0.1:5000"
    keys_file: Path | None = None
    secret_key: str = ""
    trusted_proxies: str = "127.0.0.1,::1"
    require_totp: bool | None = None
    trusted_hosts: str = ""
    local_sign_in: bool = True
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = ""
    oidc_name: str = ""
    oidc_scopes: str = "openid profile email"
    oidc_email_claim: str = "email"
    oidc_person_claim: str = ""
    oidc_groups_claim: str = "groups"
    oidc_roles: str = ""
    oidc_domains: str = ""
    oidc_any_email: bool = False
    oidc_second_step: bool = False
    zone_name: str = "Europe/Copenhagen"
    demo: bool = False
    movable_clock: bool = False
    worker_threads: int = 4
    lease_seconds: int = 60
    mail_budget_seconds: int = 30
    mail_probe_seconds: int = 60
    metrics_port: int = 0
    zone: ZoneInfo = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "zone", ZoneInfo(self.zone_name))
        if not self.database_url:
            object.__setattr__(self, "database_url", f"sqlite:///{self.data_dir / 'ledertrivsel.db'}")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ, **overrides: object) -> Self:
        """Settings from `LEDERTRIVSEL_*` variables; `overrides` win. Unknown variables are refused by name."""
        known = {f.name: f for f in fields(cls) if f.init}
        given = {k.removeprefix(PREFIX).lower(): v for k, v in environment.items() if k.startswith(PREFIX)}
        if unknown := sorted(given.keys() - known.keys()):
            raise SystemExit(f"unknown setting: {', '.join(PREFIX + name.upper() for name in unknown)}")
        values = {name: _convert(str(known[name].type), value) for name, value in given.items()}
        made = cls(**(values | overrides))  # type: ignore[arg-type]
        if missing := made.missing_of_sign_on:
            names = ", ".join(PREFIX + name.upper() for name in missing)
            raise SystemExit(f"single sign-on is half set: {names} missing")
        if made.lets_mails_go_twice and not made.movable_clock:
            raise SystemExit(f"{PREFIX}LEASE_SECONDS must be at least one and a half times {PREFIX}MAIL_BUDGET_SECONDS")
        return made

    @property
    def missing_of_sign_on(self) -> list[str]:
        """What single sign-on cannot do without, where any of its settings is made; nothing where none is."""
        made = [f.name for f in fields(self) if f.name.startswith("oidc_") and getattr(self, f.name) != f.default]
        return [name for name in ("oidc_issuer", "oidc_client_id") if made and not getattr(self, name)]

    @property
    def lets_mails_go_twice(self) -> bool:
        """Whether a lease can end while its mail is being sent. It is renewed after each third; a renewal may fail."""
        return 2 * self.lease_seconds < 3 * self.mail_budget_seconds

    @property
    def sends_links(self) -> bool:
        """Whether links to choose a password go by e-mail; else they are made on the command line."""
        return bool(self.smtp_url) or self.demo

    @property
    def is_in_operation(self) -> bool:
        """Whether people come to it from elsewhere, over https."""
        return self.base_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The names this installation answers to: that of its address, this machine's own, and those set."""
        own = urlsplit(self.base_url).hostname or ""
        given = self.trusted_hosts.replace(",", " ").split()
        return [*filter(None, [own, *given]), "localhost", "127.0.0.1", "[::1]"]

    @property
    def needs_code(self) -> bool:
        """Whether HR, top management and administrators sign in with a code, too: as set, else over https."""
        given = self.base_url.startswith("https://") and not self.demo
        return given if self.require_totp is None else self.require_totp

    @property
    def is_sqlite(self) -> bool:
        """Whether the embedded database is used."""
        return self.database_url.startswith("sqlite")


def _convert(type_name: str, value: str) -> object:
    if "bool" in type_name:
        return value.lower() in {"1", "true", "yes", "on"}
    if "int" in type_name:
        return int(value)
    return Path(value) if "Path" in type_name else value
