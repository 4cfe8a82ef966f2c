"""Something that waits for a person: what each capability hands to the front page."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Waiting:
    """One thing to do. `text` is a message id, `title` is as written; `endpoint` and `id` lead to it."""

    text: str
    title: str
    endpoint: str
    id: UUID
    due: date | None = None
    overdue: bool = False
