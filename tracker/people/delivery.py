"""Imports that were asked for in the browser: read and taken by a worker, which says how far it has come."""

from dataclasses import dataclass
from uuid import UUID

from tracker.kernel.errors import NotFound
from tracker.people import importing, service
from tracker.people.models import PeopleImport
from tracker.people.service import Preview
from tracker.storage.outbox import State
from tracker.storage.unit_of_work import Store, UnitOfWork


@dataclass(frozen=True)
class Imports:
    """Does the next step of an import: the effect `import`. Twice is as good as once."""

    store: Store

    def perform(self, import_id: UUID) -> None:
        """Read the file, or take it, as its state says; what is gone or done is left alone."""
        with self.store.read() as uow:
            row = uow.session.get(PeopleImport, import_id)
            state, found = (row.state, self._preview(uow, row)) if row else ("", None)
        if state not in importing.WORKING:
            return
        with self.store.work() as uow:
            row = uow.session.get(PeopleImport, import_id, with_for_update=True)
            if row is None or row.state != state:
                return
            if found is None:
                importing.as_who_asked(uow, row)
                importing.carry_out(uow, row)
            else:
                importing.read(row, found)

    def _preview(self, uow: UnitOfWork, row: PeopleImport) -> Preview | None:
        """What reading it shows; None where it is to be taken. Nothing, where its owner may not any more."""
        if row.state != importing.READING:
            return None
        importing.as_who_asked(uow, row)
        try:
            return service.preview(uow, row.data or b"", lambda lines: self._tell(row.id, lines))
        except NotFound:
            return Preview()

    def _tell(self, import_id: UUID, lines: int) -> None:
        with self.store.work() as uow:
            importing.told(uow, import_id, lines)

    def ended(self, uow: UnitOfWork, import_id: UUID, state: State, problem: str | None) -> None:
        """Nothing of it stays planned."""

    def probe(self) -> None:
        """The other side is our own database."""

    def rest(self) -> None:
        """Nothing was kept open."""
