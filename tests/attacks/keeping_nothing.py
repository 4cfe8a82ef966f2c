"""An application that everybody finds as it was, whatever the one before did."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from tests.worlds import World
from tracker.app import create_app
from tracker.kernel.permissions import SYSTEM, Actor
from tracker.storage.unit_of_work import Store, UnitOfWork


class KeepsNothing(Store):
    """What is written is written, and taken back."""

    @contextmanager
    def work(self, actor: Actor = SYSTEM, *, cause: UUID | None = None) -> Iterator[UnitOfWork]:
        """As its parent's, without the commit at the end."""
        with Session(self.engine, expire_on_commit=False) as session:
            uow = self._begin(session, actor, cause)
            yield uow
            uow.finish()
            session.flush()

    @contextmanager
    def observe(self, actor: Actor = SYSTEM) -> Iterator[UnitOfWork]:
        """The same, of what is logged when it is read."""
        with self.work(actor) as uow:
            yield uow


def keeping_nothing(world: World) -> Flask:
    """The world's application, over a store that keeps nothing."""
    store = KeepsNothing(world.store.engine, world.store.ring, world.store.zone, movable_clock=True)
    app = create_app(world.runtime.settings, store, secret_key="test" * 8)
    app.jinja_env.bytecode_cache = world.app.jinja_env.bytecode_cache
    return app
