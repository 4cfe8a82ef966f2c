"""The servers that other tests stand on."""

import shutil
import smtplib
from email.message import EmailMessage
from pathlib import Path

import psycopg
import pytest
import redis
from sqlalchemy import create_engine, text

from tests import servers
from tests.servers import (
    Missing,
    PostgresServer,
    RedisServer,
    SmtpServer,
    drop_database,
    find_postgres,
    fresh_database,
)


def run(url: str, *statements: str) -> list[int]:
    """Run statements in one transaction; the numbers that the last one gives."""
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            for statement in statements[:-1]:
                connection.execute(text(statement))
            return list(connection.execute(text(statements[-1])).scalars())
    finally:
        engine.dispose()


def letter(subject: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.org", "b@example.org", subject
    message.set_content("Kære Søren")
    return message


def send(server: SmtpServer, subject: str) -> None:
    with smtplib.SMTP("127.0.0.1", server.port, timeout=5) as client:
        client.send_message(letter(subject))


def test_a_fresh_database_is_empty_and_its_own(postgres_server: PostgresServer):
    one, other = fresh_database(postgres_server), fresh_database(postgres_server)
    run(one, "CREATE TABLE thing (id int)", "INSERT INTO thing VALUES (1) RETURNING id")
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
    assert (run(one, tables), run(other, tables)) == ([1], [0])


def test_a_database_can_be_copied_from_a_template(postgres_server: PostgresServer):
    template = fresh_database(postgres_server)
    run(template, "CREATE TABLE thing (id int)", "INSERT INTO thing VALUES (7) RETURNING id")
    assert run(fresh_database(postgres_server, template=template), "SELECT id FROM thing") == [7]


def test_a_dropped_database_is_gone_even_while_somebody_is_connected(postgres_server: PostgresServer):
    url = fresh_database(postgres_server)
    with psycopg.connect(url.replace("+psycopg", "")):
        drop_database(postgres_server, url)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(url.replace("+psycopg", ""))


def test_postgres_keeps_what_was_committed_through_a_kill(postgres_server: PostgresServer):
    server = PostgresServer(durable=True)
    try:
        url = fresh_database(server)
        run(url, "CREATE TABLE thing (id int)", "INSERT INTO thing VALUES (7) RETURNING id")
        server.kill()
        assert not server.running
        server.start()
        assert run(url, "SELECT id FROM thing") == [7]
        server.restart()
        assert run(url, "SELECT id FROM thing") == [7]
    finally:
        server.remove()


def test_redis_forgets_everything_when_it_is_killed_or_cleared(redis_server: RedisServer):
    server = RedisServer()
    try:
        with redis.Redis.from_url(server.url) as client:
            client.set("thing", 7)
            server.clear()
            assert client.get("thing") is None
            client.set("thing", 7)
        server.kill()
        assert not server.running
        server.start()
        with redis.Redis.from_url(server.url) as client:
            assert client.get("thing") is None
    finally:
        server.remove()


def test_a_removed_server_leaves_no_files(redis_server: RedisServer):
    server = RedisServer()
    folder = server._process.folder  # noqa: SLF001 (where the files are is nobody's business but this test's)
    server.remove()
    assert not folder.exists()


def test_the_mail_server_keeps_what_it_is_sent(smtp_server: SmtpServer):
    send(smtp_server, "Opfølgning på jeres aftale")
    [message] = smtp_server.messages
    assert (message["Subject"], message.get_content().strip()) == ("Opfølgning på jeres aftale", "Kære Søren")


def test_the_mail_server_can_refuse_and_be_down(smtp_server: SmtpServer):
    smtp_server.answer = "451 4.3.0 Try again later"
    with pytest.raises(smtplib.SMTPDataError):
        send(smtp_server, "refused")
    smtp_server.stop()
    with pytest.raises(ConnectionRefusedError):
        send(smtp_server, "nobody there")
    smtp_server.start()
    smtp_server.answer = None
    send(smtp_server, "taken")
    assert [message["Subject"] for message in smtp_server.messages] == ["taken"]


def test_chromium_opens_a_page(chromium_launch_args, playwright):
    browser = playwright.chromium.launch(**chromium_launch_args)
    page = browser.new_page()
    page.set_content("<h1>Goddag</h1>")
    assert page.text_content("h1") == "Goddag"
    browser.close()


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with none of the programs."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(Path, "glob", lambda self, pattern: iter(()))


def test_what_is_missing_is_left_out_with_its_reason(bare_machine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI", "false")
    with pytest.raises(Missing) as missing:
        find_postgres()
    with pytest.raises(pytest.skip.Exception, match=r"left out: PostgreSQL \(no PostgreSQL server on this machine\)"):
        servers.leave_out("PostgreSQL", str(missing.value))


def test_what_is_missing_is_a_failure_in_ci(bare_machine, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("CI", "true")
    with pytest.raises(Missing) as missing:
        RedisServer()
    with pytest.raises(pytest.fail.Exception, match="Redis: no redis-server on this machine"):
        servers.leave_out("Redis", str(missing.value))
