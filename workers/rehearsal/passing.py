"""How time passes in a rehearsal: the product's clock steps from due to due, and somebody carries what is recorded."""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from threading import Event
from typing import Protocol

from tracker.kernel.clocks import technical_now
from tracker.settings import Settings
from tracker.storage.clock import ask_for, business_now, set_now
from tracker.storage.unit_of_work import Store
from workers.clock import Clock
from workers.relay import Cart, Relay
from workers.runtime import Runtime


class Passing(Protocol):
    """Lets time pass, and lets what was done arrive."""

    def to(self, instant: datetime) -> None:
        """Until an instant, from due to due."""

    def settle(self) -> None:
        """Until nothing is on the road that may go."""

    def end(self) -> None:
        """The year is over: whatever was held up may arrive."""


class Recorder:
    """A mail server of the rehearsal's own: takes everything, and notes when."""

    def __init__(self) -> None:
        self.ask: Callable[[], datetime] = technical_now
        """what time it is"""
        self.accepted: list[tuple[str, str, datetime, str]] = []

    def send(self, message: EmailMessage) -> None:
        """Take a message."""
        self.note(message["Message-ID"], message["To"], self.ask(), words_of(message))

    def probe(self) -> None:
        """It is always there."""

    def rest(self) -> None:
        """Nothing is kept open."""

    def note(self, message_id: str, to: str, at: datetime, text: str) -> None:
        """Keep what the model asks about; of the text only the words that should not be there."""
        self.accepted.append((message_id.strip("<>").partition("@")[0], to, at, text))


def words_of(message: EmailMessage) -> str:
    """Whatever in a message looks like a text or name of the rehearsal's people, the recipient's own left out."""
    own = f"navn-{message['To'].partition('@')[0].rpartition('<')[2]}"
    text = " ".join([message["Subject"], *_texts(message)])
    found = {word.strip(".,:;()\"'<>") for word in text.lower().split() if "zqord" in word or "navn-" in word}
    return " ".join(sorted(found - {own}))


def _texts(message: EmailMessage) -> list[str]:
    return [part.get_content() for part in message.walk() if part.get_content_maintype() == "text"]


class Rehearsing(Runtime):
    """A process's parts, with a mail server of the rehearsal's own in it."""

    def __init__(self, settings: Settings, recorder: Recorder) -> None:
        self._recorder = recorder
        super().__init__(settings)

    def _mailer(self) -> Recorder:
        return self._recorder


class ByHand:
    """One thread does everything in turn: clock, relay and deliveries, the product's own."""

    def __init__(self, runtime: Runtime, recorder: Recorder) -> None:
        self._runtime, self._recorder = runtime, recorder
        self._cart = Cart()
        self._relay = Relay(runtime.store, self._cart)
        self._clock = _Stepping(runtime.store, self)

    def to(self, instant: datetime) -> None:
        """Ask for the instant, and obey."""
        ask(self._runtime.store, instant)
        self._clock.obey(Event())

    def settle(self) -> None:
        """Relay and run until there is nothing left."""
        away = now(self._runtime.store) - technical_now()
        self._recorder.ask = lambda: technical_now() + away
        while self._relay.relay_once():
            for ids in self._cart.sent:
                self._runtime.road.run(*ids)
            self._cart.sent.clear()

    def end(self) -> None:
        """There is nobody to wait for."""


class _Stepping(Clock):
    """The clock's own steps; the road is run in between instead of waited for."""

    def __init__(self, store: Store, hand: ByHand) -> None:
        super().__init__(store)
        self._hand = hand

    def drain(self, stop: Event) -> None:
        """Let the road run."""
        del stop
        self._hand.settle()


class ByOthers:
    """Relay and workers run elsewhere, in threads or processes; the clock steps here and waits for them."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def to(self, instant: datetime) -> None:
        """Ask for the instant, and obey."""
        ask(self._store, instant)
        self._clock.obey(Event())

    def settle(self) -> None:
        """Wait until nothing is left that may go."""
        self._clock.drain(Event())

    def end(self) -> None:
        """Whoever carries ends with the block that began it."""


def ask(store: Store, instant: datetime) -> None:
    """Ask for the business clock to be moved; an instant that has passed is left alone."""
    with store.work() as uow:
        if uow.now < instant:
            ask_for(uow.session, instant)


def begin(store: Store, instant: datetime) -> None:
    """Put the business clock at the instant the rehearsal begins."""
    with store.work() as uow:
        set_now(uow.session, instant, arrived=True)


def now(store: Store) -> datetime:
    """The business instant."""
    with store.read() as uow:
        return business_now(uow.session, movable=True)
