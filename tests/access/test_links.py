"""Links to choose a password: asked for without telling who is known, used once, by pressing the button only."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.moving import technically
from tests.worlds import Browser, World
from tracker.access import accounts, rules, service
from tracker.access.delivery import LinkPost
from tracker.access.models import Account, EntryLink
from tracker.kernel.clocks import technical_now
from tracker.kernel.errors import NotFound
from tracker.notifications.delivery import MailboxMailer
from tracker.notifications.models import MailboxEntry
from tracker.people.models import Person
from tracker.storage.outbox import FactRow
from workers.bootstrap import invite

OLD, NEW = "korrekt hest batteri", "et helt andet kodeord"
ASK = "/glemt-adgangskode"


@pytest.fixture
def account(world: World) -> World:
    """The world, where HR has a password and links go into the mailbox."""
    with world.store.work() as uow:
        service.set_password(uow, world.ids["hr"], OLD)
    links = world.runtime.road.effects["link"]
    assert isinstance(links, LinkPost)
    values = {name: getattr(links, name) for name in ("sender", "base_url", "templates", "translations")}
    world.runtime.road.effects["link"] = LinkPost(world.store, MailboxMailer(world.store), **values)
    return world


def ask(world: World, email: str) -> Browser:
    browser = world.client(None, language="en")
    browser.get(ASK)
    browser.submit(ASK, email=email)
    world.drain()
    return browser


def links(world: World) -> list[str]:
    """The addresses in the e-mails, oldest first."""
    with world.reading() as uow:
        entries = uow.session.scalars(select(MailboxEntry).order_by(MailboxEntry.at, MailboxEntry.message_id))
        return [found for entry in entries for found in re.findall(r"/adgang/\w+", entry.body)]


def newest(world: World, before: list[str]) -> str:
    [one] = set(links(world)) - set(before)
    return one


def choose(world: World, link: str, password: str = NEW) -> Browser:
    browser = world.client(None, language="en")
    browser.get(link)
    if browser.status == 200:
        browser.submit(link, new=password, again=password)
    return browser


def knows(world: World, key: str, password: str) -> bool:
    with world.store.work() as uow:
        return service.check_password(uow, f"{key}@example.org", password) is not None


def test_a_forgotten_password_is_chosen_anew_and_every_session_ends(account):
    before = account.client("hr")
    ask(account, " HR@Example.org ")
    [link] = links(account)
    browser = choose(account, link)
    assert (browser.path, "Sign in with it" in browser.text) == ("/log-ind", True)
    assert knows(account, "hr", NEW)
    assert not knows(account, "hr", OLD)
    before.get("/indbakke")
    assert before.path == "/log-ind"


def test_looking_at_a_link_uses_nothing_up_and_using_it_does(account):
    ask(account, "hr@example.org")
    [link] = links(account)
    for _ in range(3):
        assert account.client(None).http.get(link).status_code == 200
    choose(account, link)
    assert choose(account, link, "en tredje adgangskode").status == 404
    assert knows(account, "hr", NEW)


def test_a_link_in_two_windows_is_used_once(account):
    ask(account, "hr@example.org")
    [link] = links(account)
    one, other = account.client(None), account.client(None)
    one.get(link)
    other.get(link)
    one.submit(link, new=NEW, again=NEW)
    other.submit(link, new="en tredje adgangskode", again="en tredje adgangskode")
    assert other.status == 404
    assert knows(account, "hr", NEW)


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_work(account):
    pages, rows = [], []
    for email in ("hr@example.org", "ukendt@example.org", "ann@example.org"):
        browser = account.client(None, language="en")
        browser.get(ASK)
        browser.submit(ASK, email=email)
        for token in browser.page.select("input[name=once], input[name=csrf_token]"):
            token["value"] = ""
        pages.append(str(browser.page))
        with account.reading() as uow:
            asked = uow.session.scalars(select(EntryLink).where(EntryLink.email == email)).one()
            rows.append((asked.kind, asked.person_id, asked.token_hash))
    assert pages[0] == pages[1] == pages[2]
    assert rows == [("reset", None, None)] * 3
    account.drain()
    assert len(links(account)) == 1
    with account.reading() as uow:
        assert list(uow.session.scalars(select(EntryLink.email))) == [None]


def test_a_link_ends_after_an_hour(account):
    ask(account, "hr@example.org")
    [link] = links(account)
    with technically(technical_now() + timedelta(minutes=61)):
        assert choose(account, link).status == 404
    assert knows(account, "hr", OLD)


def test_a_newer_link_takes_the_place_of_an_older_one(account):
    ask(account, "hr@example.org")
    first = links(account)
    ask(account, "hr@example.org")
    assert choose(account, first[0]).status == 404
    choose(account, newest(account, first))
    assert knows(account, "hr", NEW)


def test_nobodys_mailbox_is_flooded(account):
    for _ in range(5):
        with account.store.work() as uow:
            accounts.ask_for_link(uow, "hr@example.org")
        account.drain()
    assert len(links(account)) == rules.LINKS_AN_HOUR


def test_from_one_place_it_is_asked_ten_times_in_five_minutes(account):
    for number in range(12):
        ask(account, f"ukendt{number}@example.org")
    with account.reading() as uow:
        assert len(list(uow.session.scalars(select(FactRow).where(FactRow.name == "access.link_asked")))) == 10


@pytest.mark.parametrize(
    ("new", "again", "words"),
    [("kort", "kort", "at least 12"), (NEW, "noget andet nu", "not the same"), ("", "", "Please look")],
)
def test_a_password_that_is_not_good_uses_nothing_up(account, new, again, words):
    ask(account, "hr@example.org")
    [link] = links(account)
    browser = account.client(None, language="en")
    browser.get(link)
    browser.submit(link, new=new, again=again)
    assert (browser.status, words in browser.text) == (422, True)
    browser.submit(link, new=NEW, again=NEW)
    assert knows(account, "hr", NEW)


def test_the_token_stands_nowhere_and_the_e_mail_says_nothing_of_anybody(account):
    ask(account, "hr@example.org")
    [link] = links(account)
    token = link.rpartition("/")[2]
    with account.reading() as uow:
        assert uow.session.scalars(select(EntryLink.token_hash)).one() == rules.hash_of(token)
        assert token not in str([row.payload for row in uow.session.scalars(select(FactRow))])
        body = uow.session.scalars(select(MailboxEntry)).one().body
    assert "Prøvesen" not in body
    assert "example.org" not in body


def test_a_made_up_link_opens_nothing(account):
    for token in ("x", "0" * 64, "æøå", "' OR 1=1 --"):
        browser = account.client(None)
        browser.get(f"/adgang/{token}")
        assert browser.status == 404


def test_whoever_left_or_was_disabled_meanwhile_does_not_come_in(account):
    ask(account, "hr@example.org")
    [link] = links(account)
    with account.store.work() as uow:
        accounts.disable(uow, account.ids["hr"])
    assert choose(account, link).status == 404
    with account.store.work() as uow:
        accounts.enable(uow, account.ids["hr"])
    ask(account, "hr@example.org")
    [second] = set(links(account)) - {link}
    with account.store.work() as uow:
        uow.get(Person, account.ids["hr"]).ends = (account.now - timedelta(days=3)).date()
    assert choose(account, second).status == 404


def test_the_administrator_invites_and_the_invited_chooses(account):
    admin = account.client("sa", language="en")
    admin.get("/indstillinger/konti")
    assert "There is no mail server" in admin.text
    with account.acting("sa") as uow:
        accounts.invite(uow, account.ids["ann"])
    admin.get("/indstillinger/konti")
    assert "Invited" in admin.text
    account.drain()
    [link] = links(account)
    choose(account, link)
    assert knows(account, "ann", NEW)


def test_closing_an_account_signs_its_person_out_and_opening_lets_them_in_again(account):
    admin, hr = account.client("sa", language="en"), account.client("hr")
    admin.get("/indstillinger/konti")
    admin.submit(f"{account.ids['hr']}/luk")
    assert "Cannot sign in" in admin.text
    hr.get("/indbakke")
    assert hr.path == "/log-ind"
    assert not knows(account, "hr", OLD)
    with pytest.raises(NotFound):
        account.client("hr")
    admin.submit(f"{account.ids['hr']}/aabn")
    assert knows(account, "hr", OLD)


@pytest.mark.parametrize("who", ["hr", "tm", "head", "med"])
def test_accounts_are_the_administrators_alone(account, who):
    browser = account.client(who)
    browser.get("/indstillinger/konti")
    assert browser.status == 404
    for what in ("inviter", "luk", "aabn"):
        browser.get("/indbakke")
        browser.post(f"/indstillinger/konti/{account.ids['ann']}/{what}")
        assert browser.status == 404
    with account.reading() as uow:
        assert uow.session.get(Account, account.ids["ann"]) is None


def test_nobody_closes_their_own_account(account):
    admin = account.client("sa")
    admin.get("/indstillinger/konti")
    assert not [form for form in admin.page.select("form") if str(account.ids["sa"]) in str(form.get("action"))]
    admin.post(f"/indstillinger/konti/{account.ids['sa']}/luk")
    assert admin.status == 404


def test_without_a_mail_server_a_link_is_made_on_the_command_line(account, capsys):
    invite(account.store, base_url="https://trivsel.example.org/", email="ann@example.org")
    printed = capsys.readouterr().out.strip().splitlines()[-1]
    assert printed.startswith("https://trivsel.example.org/adgang/")
    choose(account, printed.removeprefix("https://trivsel.example.org"))
    assert knows(account, "ann", NEW)
    with pytest.raises(SystemExit):
        invite(account.store, base_url="", email="ukendt@example.org")
