"""Loads every models module, once, so that the metadata is whole."""

from importlib import import_module
from pathlib import Path

import tracker
from tracker.storage import audit, machinery, outbox, outside, records, vault
from tracker.storage.base import Base

__all__ = ["audit", "machinery", "metadata", "outbox", "outside", "records", "vault"]

_here = Path(tracker.__file__).parent
for _models in sorted(_here.glob("*/models.py")):
    import_module(f"tracker.{_models.parent.name}.models")

metadata = Base.metadata
