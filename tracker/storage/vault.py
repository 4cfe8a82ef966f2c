"""Sealed columns: AES-GCM with a key per person, itself wrapped by a key that is not in the database."""

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy.orm import Mapped, Session, mapped_column

from tracker.storage.base import Base
from tracker.storage.inserting import insert_unless_there
from tracker.storage.keeping import keep

NONCE_BYTES = 12


class PersonKey(Base):
    """A person's own key, wrapped. Deleting the row makes what it sealed unreadable for ever."""

    __tablename__ = "person_key"

    person_id: Mapped[UUID] = mapped_column(primary_key=True)
    ring_id: Mapped[str]
    wrapped: Mapped[bytes]


class KeyRing:
    """The wrapping keys, newest last; kept in a file beside the database, never in it."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        self.keys = keys
        self.current = list(keys)[-1]

    @classmethod
    def at(cls, path: Path) -> "KeyRing":
        """The ring in the file; a new one is made where there is none. Losing the file loses what it sealed."""
        kept = keep(path, lambda: json.dumps({"k1": b64encode(AESGCM.generate_key(256)).decode()}))
        return cls({name: b64decode(key) for name, key in json.loads(kept).items()})

    def wrap(self, owner: UUID, key: bytes) -> bytes:
        """The person's key, sealed with the newest ring key and bound to its owner."""
        return _encrypt(self.keys[self.current], key, owner.bytes)

    def unwrap(self, owner: UUID, ring_id: str, wrapped: bytes) -> bytes:
        """The person's key again."""
        return _decrypt(self.keys[ring_id], wrapped, owner.bytes)


class Vault:
    """Seals and opens text for one session's rows. What is sealed is bound to its owner, column and row."""

    def __init__(self, session: Session, ring: KeyRing) -> None:
        self._session = session
        self._ring = ring
        self._opened: dict[UUID, AESGCM] = {}

    def seal(self, owner: UUID, column: str, row_id: UUID, text: str) -> bytes:
        """`text` as bytes for the column; the owner's key is made at first use."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._cipher(owner, make=True).encrypt(nonce, text.encode(), _bound(owner, column, row_id))

    def unseal(self, owner: UUID, column: str, row_id: UUID, sealed: bytes) -> str:
        """The text again. Raises `cryptography.exceptions.InvalidTag` when moved to another row, column or owner."""
        cipher = self._cipher(owner, make=False)
        return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], _bound(owner, column, row_id)).decode()

    def _cipher(self, owner: UUID, *, make: bool) -> AESGCM:
        if owner not in self._opened:
            row = self._session.get(PersonKey, owner)
            if row is None and make:
                wrapped = self._ring.wrap(owner, AESGCM.generate_key(256))
                mine = {"person_id": owner, "ring_id": self._ring.current, "wrapped": wrapped}
                insert_unless_there(self._session, PersonKey, [mine])  # two at once must end with the same key
                row = self._session.get(PersonKey, owner)
            if row is None:
                raise KeyError("the person's key is gone")
            self._opened[owner] = AESGCM(self._ring.unwrap(owner, row.ring_id, row.wrapped))
        return self._opened[owner]


def _bound(owner: UUID, column: str, row_id: UUID) -> bytes:
    return owner.bytes + row_id.bytes + column.encode()


def _encrypt(key: bytes, data: bytes, bound: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, data, bound)


def _decrypt(key: bytes, data: bytes, bound: bytes) -> bytes:
    return AESGCM(key).decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], bound)
