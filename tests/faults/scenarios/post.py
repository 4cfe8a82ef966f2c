"""Mail servers as they are."""

import time
from datetime import timedelta
from email.message import EmailMessage
from itertools import count
from threading import Lock

from sqlalchemy import select

from tests.faults.faults import ALL, ALONE, ENDS, POSTGRES, WHOLE, fault
from tests.faults.needs import Needs
from tests.faults.rig import Rig
from tests.faults.sink import HangUp, Manner
from tracker.notifications.models import Mail

PATIENT = 60
"""the product's own lease, where conversations are slow"""


class InTurns(Manner):
    """Answers every other time with something else."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._count = count()

    def turn(self, of: int = 2) -> int:
        """Whose turn it is."""
        with self._lock:
            return next(self._count) % of


class ClosesAfterData(InTurns):
    """Reads the whole message and is gone, two times of three."""

    def data(self, message: EmailMessage) -> str:
        """Not a word."""
        if self.turn(3):
            raise HangUp
        return super().data(message)


@fault("mail server closing after DATA", ENDS)
def closing(rig: Rig) -> None:
    """Whether it took the message nobody knows: it did not say 250."""
    rig.sink.manner = ClosesAfterData()
    with rig.load():
        rig.wait_for_saved(12)
        time.sleep(3)
        rig.sink.manner = Manner()


@fault("mail server refusing connections for 48 hours", ENDS)
def refusing(rig: Rig) -> None:
    """Two days by every clock, over starts and stops; people go on writing."""
    rig.sink.refuse()
    for _ in range(4):
        with rig.load(heals=False):
            rig.wait_for_saved(len(rig.saved()) + 6)
            time.sleep(3)
        rig.let_pass(timedelta(hours=12))
    rig.to_working_hours()
    rig.fault_ended = rig.clock.now()
    rig.sink.listen()


class Swallows(Manner):
    """Takes the connection, and never says a word."""

    def pace(self, line: bytes) -> list[tuple[float, bytes]]:
        """Not in an hour."""
        return [(3600, line)]


@fault("mail server swallowing", ENDS, needs=lambda: Needs(lease=PATIENT))
def swallowing(rig: Rig) -> None:
    """No answer to anything; each conversation must be cut."""
    rig.sink.manner = Swallows()
    with rig.load(between=0.5):
        time.sleep(40)
        rig.replace_sink(Manner())


class SwallowsTheEnd(InTurns):
    """Takes the message and never says so, every other time."""

    def pace(self, line: bytes) -> list[tuple[float, bytes]]:
        """Silence in place of the 250."""
        silent = line.startswith(b"250 2.0.0 Taken") and self.turn()
        return [(3600, line)] if silent else [(0, line)]


@fault("mail server silent after the message", ENDS, needs=lambda: Needs(lease=PATIENT))
def silent(rig: Rig) -> None:
    """Whether it took the message nobody knows, and it keeps the line; each such conversation must be cut."""
    rig.sink.manner = SwallowsTheEnd()
    with rig.load(between=0.5):
        time.sleep(40)
        rig.replace_sink(Manner())


class OneByteASecond(Manner):
    """Is there, and speaks so slowly that no line ever ends in time."""

    def pace(self, line: bytes) -> list[tuple[float, bytes]]:
        """Byte by byte: a timeout of the socket never strikes."""
        return [(1, bytes([byte])) for byte in line]


@fault("mail server one byte a second", ENDS, needs=lambda: Needs(lease=PATIENT))
def dripping(rig: Rig) -> None:
    """A conversation at this pace takes minutes; it has a budget that cuts it."""
    rig.sink.manner = OneByteASecond()
    with rig.load(between=0.5):
        time.sleep(45)
        rig.replace_sink(Manner())


class BusyInTurns(InTurns):
    """421 at the door, 451 for the recipient, 451 after the data, and now and then yes."""

    def greet(self) -> str:
        """Sometimes closed."""
        return "421 4.3.2 Not now" if self.turn(5) == 0 else super().greet()

    def recipient(self, address: str) -> str:
        """Sometimes greylisted."""
        return "451 4.7.1 Greylisted" if self.turn(5) == 1 else super().recipient(address)

    def data(self, message: EmailMessage) -> str:
        """Sometimes out of space."""
        return "451 4.3.0 Try again" if self.turn(5) == 2 else super().data(message)


@fault("mail server 421/451 in turns", ALL)
def busy(rig: Rig) -> None:
    """Everything may work later."""
    rig.sink.manner = BusyInTurns()
    with rig.load():
        rig.wait_for_saved(15)
    rig.sink.manner = Manner()


class DoesNotKnow(Manner):
    """One of its recipients does not exist."""

    def recipient(self, address: str) -> str:
        """hr2 has left."""
        return "550 5.1.1 No such user" if address.startswith("hr2@") else super().recipient(address)


@fault("mail server 550 for one of many", (ALONE, POSTGRES, WHOLE))
def unknown(rig: Rig) -> None:
    """Hers have failed, at once and visibly; everybody else's go."""
    rig.sink.manner = DoesNotKnow()
    with rig.load():
        rig.wait_for_saved(15)
    rig.drain()
    with rig.world.reading() as uow:
        mine = Mail.person_id == rig.world.ids["hr2"]
        states = set(uow.session.scalars(select(Mail.state).where(mine, Mail.state.not_in(("cancelled", "gathering")))))
    assert states == {"failed"}, f"mails to an address that was refused are {states}"  # many go as one: the rest end


class RefusesUs(Manner):
    """Knows nobody by our name."""

    def offers(self) -> list[str]:
        """It asks who we are."""
        return [*super().offers(), "AUTH PLAIN LOGIN"]

    def authenticate(self) -> str:
        """Not us."""
        return "535 5.7.8 Authentication failed"


class KnowsUs(RefusesUs):
    """Has been told the right password."""

    def authenticate(self) -> str:
        """Welcome."""
        return Manner.authenticate(self)


@fault("mail server refusing authentication for hours", ENDS, needs=lambda: Needs(smtp_credentials="os:forkert@"))
def not_known(rig: Rig) -> None:
    """A 5xx for us, not for a recipient: nobody's mail has failed."""
    rig.sink.manner = RefusesUs()
    for _ in range(3):
        with rig.load(heals=False):
            rig.wait_for_saved(len(rig.saved()) + 6)
            time.sleep(3)
        rig.let_pass(timedelta(hours=2))
    rig.to_working_hours()
    rig.fault_ended = rig.clock.now()
    rig.sink.manner = KnowsUs()
