"""The real servers that tests run against: started here in temporary folders on free ports, and stopped afterwards.

Where one cannot be had on this machine its tests are left out, with the reason in the summary; with CI=true they fail.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any, NoReturn, TypeVar
from uuid import uuid4

import psycopg
import pytest
import redis
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from psycopg import sql

from tracker.web import pdf

PATIENCE = 120.0  # seconds to wait for a server to answer; a loaded machine is slow, not broken
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

T = TypeVar("T")

LEFT_OUT = "left out: "


class Missing(Exception):
    """A program is not on this machine; the message says which."""


def leave_out(what: str, reason: str) -> NoReturn:
    """Skip the test that asked, and say so in the summary; a failure where CI=true."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(f"{what}: {reason}", pytrace=False)
    pytest.skip(f"{LEFT_OUT}{what} ({reason})")


def had(what: str, make: Callable[[], T]) -> T:
    """What `make` gives; the test is left out when it is Missing."""
    try:
        return make()
    except Missing as missing:
        reason = str(missing)
    leave_out(what, reason)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test with the server it needs, so that `-m "not postgres"` means what it says."""
    for item in items:
        needed = getattr(item, "fixturenames", ())
        for fixture, mark in (("postgres_server", "postgres"), ("redis_server", "redis"), ("chromium_path", "browser")):
            if fixture in needed:
                item.add_marker(mark)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line for each server whose tests did not run, in whichever process they would have."""
    skipped = (str(report.longrepr) for report in terminalreporter.stats.get("skipped", []))
    found = {words[words.index(LEFT_OUT) :].rstrip("')") + ")" for words in skipped if LEFT_OUT in words}
    for line in sorted(found):
        terminalreporter.write_line(line, yellow=True)


def free_port() -> int:
    """A loopback port that nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


ROOM = 4 * 2**30  # bytes that all the databases of a run need, and more


def quick_folder() -> Path:
    """Where tests keep what need not outlive them: in memory, where the machine gives it room and lets programs run."""
    memory = Path("/dev/shm")
    if not (memory.is_dir() and os.access(memory, os.W_OK | os.X_OK)) or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return Path("/tmp")
    return memory if shutil.disk_usage(memory).free >= ROOM else Path("/tmp")


def wait_until(true: Callable[[], bool], what: str, patience: float = PATIENCE) -> None:
    """Ask again and again; TimeoutError with `what` when it has not become true."""
    deadline = time.monotonic() + patience
    while not true():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.02)


class ServerProcess:
    """A server process of ours, with its temporary folder and its log."""

    def __init__(self, name: str, user: str | None = None, *, under: Path = Path("/tmp")) -> None:
        # Directly under /tmp: pytest's own folders are closed to other users, and a socket's path must be short.
        self.folder = Path(tempfile.mkdtemp(prefix=f"{name}-", dir=under))
        self.name = name
        self.user = user
        self.log = self.folder / "log"
        self.child: subprocess.Popen[bytes] | None = None
        if user is not None:
            account = pwd.getpwnam(user)
            os.chown(self.folder, account.pw_uid, account.pw_gid)

    @property
    def running(self) -> bool:
        """Whether the process we started is still there."""
        return self.child is not None and self.child.poll() is None

    def call(self, *command: str | Path) -> None:
        """Run a command to its end; RuntimeError with its output when it fails."""
        done = subprocess.run(
            command,
            **self._as_user(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{command[0]}: {done.stdout.decode(errors='replace')}")

    def spawn(self, *command: str | Path) -> None:
        """Start the server; its output goes to the log."""
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(
                command, **self._as_user(), stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def end(self, how: signal.Signals) -> None:
        """Send the signal to the process we started, and wait until it is gone."""
        if self.child is None:
            return
        if self.running:
            self.child.send_signal(how)
        try:
            self.child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.child.kill()
            self.child.wait()
        self.child = None

    def pause(self) -> None:
        """Let it stand still until it may go on."""
        if self.child is not None:
            self.child.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        if self.child is not None:
            self.child.send_signal(signal.SIGCONT)

    def remove(self) -> None:
        """Take the folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def what_it_said(self) -> str:
        """The end of the log, for a failure's message."""
        return self.log.read_text(errors="replace")[-2000:] if self.log.exists() else "(no log)"

    def _as_user(self) -> dict[str, Any]:
        if self.user is None:
            return {"cwd": self.folder}
        return {"cwd": self.folder, "user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}


class PostgresServer:
    """PostgreSQL on 127.0.0.1, without a password. Unless `durable`, a commit does not wait for the disk.

    Its files are `under` some folder: in memory, unless said otherwise or `durable`. Missing when PostgreSQL is not on
    this machine.
    """

    def __init__(self, *, durable: bool = False, under: Path | None = None) -> None:
        self._programs = find_postgres()
        under = under or (Path("/tmp") if durable else quick_folder())
        self._process = ServerProcess("postgres", _other_user() if os.geteuid() == 0 else None, under=under)
        self._durable = durable
        self.port = free_port()
        self._process.call(
            *(self._programs / "initdb", "--pgdata", self._data, "--username", "ledertrivsel", "--auth", "trust"),
            *("--encoding", "UTF8", "--locale", "C", "--no-sync"),
        )
        self.start()

    @property
    def url(self) -> str:
        """Of the database that is always there; tests take their own with `fresh_database`."""
        return self.url_of("postgres")

    @property
    def running(self) -> bool:
        """Whether its process is there."""
        return self._process.running

    def url_of(self, database: str) -> str:
        """A database's address, as SQLAlchemy wants it."""
        return f"postgresql+psycopg://ledertrivsel@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it where it was stopped or killed. TimeoutError when it does not come up."""
        # After a SIGKILL its orphaned children hold the shared memory for a moment: it then refuses, so try again.
        wait_until(self._came_up, f"PostgreSQL did not start: {self._process.what_it_said()}")

    def stop(self) -> None:
        """End it in good order: connections are closed, nothing is lost."""
        self._process.end(signal.SIGINT)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop and start, on the same port."""
        self.stop()
        self.start()

    def remove(self) -> None:
        """Stop it and take away its files."""
        self.stop()
        self._process.remove()

    def execute(self, statement: sql.SQL | sql.Composed) -> None:
        """Run one statement outside any transaction, as CREATE DATABASE wants it."""
        plain = self.url.replace("+psycopg", "")
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(statement)

    @property
    def _data(self) -> Path:
        return self._process.folder / "data"

    def _came_up(self) -> bool:
        self._process.spawn(self._programs / "postgres", "-D", self._data, *_options(self._settings()))
        wait_until(lambda: not self.running or self._answers(), f"PostgreSQL: {self._process.what_it_said()}")
        return self.running

    def _settings(self) -> dict[str, object]:
        where = {"listen_addresses": "127.0.0.1", "port": self.port, "unix_socket_directories": self._process.folder}
        size = {"max_connections": 200, "shared_buffers": "64MB"}
        hurry = {} if self._durable else {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        return {**where, **size, **hurry}

    def _answers(self) -> bool:
        try:
            self.execute(sql.SQL("SELECT 1"))
        except psycopg.OperationalError:
            return False
        return True


def fresh_database(server: PostgresServer, template: str | None = None) -> str:
    """A new database of its own name, empty or copied from `template` (a name or an address); its address."""
    name = f"test_{uuid4().hex}"
    source = "template0" if template is None else database_name(template)
    server.execute(
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(name), sql.Identifier(source)
        ),
    )
    return server.url_of(name)


def drop_database(server: PostgresServer, url: str) -> None:
    """Take a database away, also from under those who are connected to it."""
    server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(database_name(url))))


def database_name(url: str) -> str:
    """The last part of a database's address."""
    return url.rpartition("/")[2]


class RedisServer:
    """Redis on 127.0.0.1 that keeps nothing on disk: killed or restarted, it has forgotten everything.

    Missing when Redis is not on this machine.
    """

    def __init__(self) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise Missing("no redis-server on this machine")
        self._program = program
        self._process = ServerProcess("redis")
        self.port = free_port()
        self.start()

    @property
    def url(self) -> str:
        """Its address, with the first of its databases."""
        return f"redis://127.0.0.1:{self.port}/0"

    @property
    def running(self) -> bool:
        """Whether its process is there."""
        return self._process.running

    def start(self) -> None:
        """Start it, empty. TimeoutError when it does not come up."""
        settings = {"bind": "127.0.0.1", "port": self.port, "dir": self._process.folder, "appendonly": "no"}
        options = [str(part) for name, value in settings.items() for part in (f"--{name}", value)]
        self._process.spawn(self._program, *options, "--save", "")
        wait_until(self._answers, f"Redis did not start: {self._process.what_it_said()}")

    def stop(self) -> None:
        """End it in good order."""
        self._process.end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop and start, on the same port."""
        self.stop()
        self.start()

    def freeze(self) -> None:
        """Let it stand still: it takes connections, and says nothing."""
        self._process.pause()

    def thaw(self) -> None:
        """Let it go on."""
        self._process.go_on()

    def clear(self) -> None:
        """Forget everything, as a Redis that was emptied by mistake."""
        with redis.Redis.from_url(self.url) as client:
            client.flushall()

    def remove(self) -> None:
        """Stop it and take away its files."""
        self.stop()
        self._process.remove()

    def _answers(self) -> bool:
        try:
            with redis.Redis.from_url(self.url) as client:
                return bool(client.ping())
        except redis.exceptions.ConnectionError:
            return False


class SmtpServer:
    """An SMTP server in a thread that keeps what it is sent.

    `answer` is what it says to the next messages instead of taking them: "451 4.3.0 Try again later", or None.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.messages: list[EmailMessage] = []
        self.answer: str | None = None
        self._controller: Controller | None = None
        self.start()

    @property
    def url(self) -> str:
        """Its address, as the settings want it."""
        return f"smtp://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Listen, on the same port as before."""
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Stop listening; what it was sent is kept."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    def restart(self) -> None:
        """Stop and start, on the same port."""
        self.stop()
        self.start()

    def clear(self) -> None:
        """Forget what was sent, and take messages again."""
        self.messages.clear()
        self.answer = None

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        """What aiosmtpd calls with each message."""
        if self.answer is not None:
            return self.answer
        content = envelope.content if isinstance(envelope.content, bytes) else (envelope.content or "").encode()
        self.messages.append(message_from_bytes(content, policy=policy.default))
        return "250 2.0.0 Taken"


def find_postgres() -> Path:
    """The folder of PostgreSQL's programs; the newest, where Debian has several. Missing when there is none."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if installed:
        return installed[-1].parent
    if on_path:
        return Path(on_path).resolve().parent
    raise Missing("no PostgreSQL server on this machine")


def find_chromium() -> str:
    """The path of Chromium or Chrome. Missing when there is none."""
    for name in CHROMIUM_NAMES:
        if path := shutil.which(name):
            return path
    mac = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
    if mac.exists():
        return str(mac)
    raise Missing("no Chromium on this machine")


def _other_user() -> str:
    """Whom PostgreSQL runs as where we are root, which it refuses to be."""
    known = {account.pw_name for account in pwd.getpwall()}
    return "postgres" if "postgres" in known else "nobody"


def _options(settings: dict[str, object]) -> list[str]:
    return [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """PostgreSQL for the whole run. Take a database of your own with `fresh_database`."""
    server = had("PostgreSQL", PostgresServer)
    yield server
    server.remove()


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """Redis for the whole run; whoever uses it clears it first."""
    server = had("Redis", RedisServer)
    yield server
    server.remove()


@pytest.fixture(scope="session")
def _smtp_server() -> Iterator[SmtpServer]:
    server = SmtpServer()
    yield server
    server.stop()


@pytest.fixture
def smtp_server(_smtp_server: SmtpServer) -> SmtpServer:
    """An SMTP server that has been sent nothing yet."""
    _smtp_server.clear()
    return _smtp_server


def find_pango() -> None:
    """Missing where there is nothing to draw PDFs with."""
    if not pdf.is_available():
        raise Missing("no WeasyPrint, or no Pango for it to draw with")


@pytest.fixture(scope="session")
def paper() -> None:
    """For tests of what is drawn as PDF."""
    had("Pango", find_pango)


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is on this machine."""
    return had("Chromium", find_chromium)


@pytest.fixture(scope="session")
def chromium_launch_args(chromium_path: str, pytestconfig: pytest.Config) -> dict[str, object]:
    """How Playwright starts the machine's own Chromium, without a word to anybody outside."""
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        "executable_path": chromium_path,
        "args": [*CHROMIUM_ARGUMENTS, *as_root],
        "headless": not pytestconfig.getoption("--headed"),
    }


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium_launch_args: dict[str, object]) -> dict[str, object]:
    """What pytest-playwright asks for; its own answer would be a Chromium that it downloads."""
    return chromium_launch_args
