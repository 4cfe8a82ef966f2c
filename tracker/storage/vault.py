"""Sealed columns: AES-GCM with a key per person, itself wrapped by a key that is not in the database."""

import json
import os
from base64 import b64decode, b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from hmac import compare_digest
from hmac import digest as hmac
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Dialect, LargeBinary, delete, func, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column
from sqlalchemy.types import TypeDecorator

from tracker.storage.base import Base
from tracker.storage.inserting import insert_unless_there
from tracker.storage.keeping import keep, keep_anew, lock

NONCE_BYTES = 12
TAG_BYTES = 16


class Sealed(TypeDecorator[bytes]):
    """A column of what a person's own key sealed: takes what `Vault.seal` gave, and refuses plain text."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: bytes | None, dialect: Dialect) -> bytes | None:  # noqa: ARG002 - so it is called
        """Refuse what cannot have come out of a seal."""
        if value is not None and len(value) < NONCE_BYTES + TAG_BYTES:
            raise TypeError("a sealed column takes what was sealed")
        return value


def place(column: InstrumentedAttribute[bytes] | InstrumentedAttribute[bytes | None]) -> str:
    """The name what is sealed there is bound to: `table.column`."""
    return f"{column.class_.__tablename__}.{column.key}"


class KeyGone(KeyError):
    """The person was forgotten: what their key sealed cannot be read any more, by anybody."""


class PersonKey(Base):
    """A person's own key, wrapped. Deleting the row makes what it sealed unreadable for ever."""

    __tablename__ = "person_key"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    ring_id: Mapped[str]
    wrapped: Mapped[bytes]


class KeyRing:
    """The wrapping keys, newest last; kept in a file beside the database, never in it.

    Where another process added one to the file, this one finds it when it meets it, and before it wraps.
    """

    def __init__(self, keys: dict[str, bytes], path: Path | None = None) -> None:
        self.keys = keys
        self._path = path

    @classmethod
    def at(cls, path: Path) -> "KeyRing":
        """The ring in the file; a new one is made where there is none. Losing the file loses what it sealed."""
        return cls(_read(keep(path, lambda: _written({"k1": AESGCM.generate_key(256)}))), path)

    @property
    def current(self) -> str:
        """The name of the newest."""
        return list(self.keys)[-1]

    def wrap(self, owner: UUID, key: bytes) -> tuple[str, bytes]:
        """The person's key, sealed with the newest ring key and bound to its owner; and that ring key's name."""
        self.read_again()
        name, with_key = list(self.keys.items())[-1]
        return name, _encrypt(with_key, key, owner.bytes)

    def unwrap(self, owner: UUID, ring_id: str, wrapped: bytes) -> bytes:
        """The person's key again. KeyError where the ring lacks the key it was wrapped with."""
        if ring_id not in self.keys:
            self.read_again()
        return _decrypt(self.keys[ring_id], wrapped, owner.bytes)

    def read_again(self) -> None:
        """See what stands in the file now."""
        if self._path is not None:
            self.keys = _read(self._path.read_text())

    def mark(self, data: bytes) -> tuple[str, str]:
        """What nobody without the newest key can say of some data; and that key's name."""
        self.read_again()
        name, key = list(self.keys.items())[-1]
        return name, _mark(key, data)

    def marked(self, ring_id: str, data: bytes, mark: str) -> bool | None:
        """Whether that is what the key says of the data; None where the ring has it no more."""
        return compare_digest(_mark(self.keys[ring_id], data), mark) if ring_id in self.keys else None

    def add(self) -> str:
        """A new key, the newest from now on, in the file before it is used. Returns its name."""
        with self._alone():
            name = f"k{max(int(known[1:]) for known in self.keys) + 1}"
            self._write(self.keys | {name: AESGCM.generate_key(256)})
        return name

    def drop(self, name: str) -> None:
        """Take a key out of the file: whatever it still wraps is lost. KeyError where there is none of that name."""
        with self._alone():
            del self.keys[name]
            self._write(self.keys)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Two who change the file at once would lose one's key, and what it had wrapped."""
        with lock(self._path) if self._path is not None else nullcontext():
            self.read_again()
            yield

    def _write(self, keys: dict[str, bytes]) -> None:
        if self._path is not None:
            keep_anew(self._path, _written(keys))
        self.keys = keys


class Vault:
    """Seals and opens text for one session's rows. What is sealed is bound to its owner, column and row."""

    def __init__(self, session: Session, ring: KeyRing) -> None:
        self._session = session
        self._ring = ring
        self._opened: dict[UUID, AESGCM] = {}

    def seal(self, owner: UUID, column: str, row_id: UUID, text: str) -> bytes:
        """`text` as bytes for the column; the owner's key is made at first use."""
        return self.seal_bytes(owner, column, row_id, text.encode())

    def seal_bytes(self, owner: UUID, column: str, row_id: UUID, data: bytes) -> bytes:
        """The same, for what is not text."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher(owner, make=True).encrypt(nonce, data, _bound(owner, column, row_id))

    def unseal(self, owner: UUID, column: str, row_id: UUID, sealed: bytes) -> str:
        """The text again. Raises `cryptography.exceptions.InvalidTag` when moved to another row, column or owner."""
        return self.unseal_bytes(owner, column, row_id, sealed).decode()

    def unseal_bytes(self, owner: UUID, column: str, row_id: UUID, sealed: bytes) -> bytes:
        """The same, for what is not text."""
        cipher = self._cipher(owner, make=False)
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(owner, column, row_id))

    def forget(self, owner: UUID) -> None:
        """Delete the person's key: whatever it sealed is gone, wherever it still lies."""
        self._session.execute(delete(PersonKey).where(PersonKey.person_id == owner))
        self._opened.pop(owner, None)

    def _cipher(self, owner: UUID, *, make: bool) -> AESGCM:
        if owner not in self._opened:
            row = self._session.get(PersonKey, owner)
            if row is None and make:
                name, wrapped = self._ring.wrap(owner, AESGCM.generate_key(256))
                mine = {"person_id": owner, "ring_id": name, "wrapped": wrapped}
                insert_unless_there(self._session, PersonKey, [mine])  # two at once must end with the same key
                row = self._session.get(PersonKey, owner)
            if row is None:
                raise KeyGone(owner)
            self._opened[owner] = AESGCM(self._ring.unwrap(owner, row.ring_id, row.wrapped))
        return self._opened[owner]


def _bound(owner: UUID, column: str, row_id: UUID) -> bytes:
    return owner.bytes + row_id.bytes + column.encode()


def _mark(key: bytes, data: bytes) -> str:
    return hmac(key, b"mark\0" + data, "sha256").hex()


def _encrypt(key: bytes, data: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, bound)


def _decrypt(key: bytes, data: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], bound)


def _read(text: str) -> dict[str, bytes]:
    return {name: b64decode(key) for name, key in json.loads(text).items()}


def _written(keys: dict[str, bytes]) -> str:
    return json.dumps({name: b64encode(key).decode() for name, key in keys.items()})


def wraps(session: Session) -> Counter[str]:
    """How many people's keys each ring key wraps."""
    counted = select(PersonKey.ring_id, func.count()).group_by(PersonKey.ring_id)
    return Counter({row[0]: row[1] for row in session.execute(counted)})


def wrap_anew(session: Session, ring: KeyRing, most: int) -> int:
    """Wrap some people's keys with the newest ring key instead of an older one. Returns how many; 0 when all are."""
    older = select(PersonKey.person_id, PersonKey.ring_id, PersonKey.wrapped).where(PersonKey.ring_id != ring.current)
    rows = session.execute(older.order_by(PersonKey.person_id).limit(most).with_for_update()).all()
    for row in rows:
        name, wrapped = ring.wrap(row.person_id, ring.unwrap(row.person_id, row.ring_id, row.wrapped))
        mine = update(PersonKey).where(PersonKey.person_id == row.person_id)
        session.execute(mine.values(ring_id=name, wrapped=wrapped))
    return len(rows)
