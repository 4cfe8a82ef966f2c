"""Log lines: one JSON object each, with ids and codes only; an error is its kind and place, never its words (P13)."""

import json
import logging
import sys
from datetime import UTC, datetime

from tracker.kernel.errors import without_words


class JsonLines(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, where from, what; and of an error where it happened."""
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "process": record.process,
            "message": record.getMessage(),
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            line["error"] = without_words(error)
        return json.dumps(line, ensure_ascii=False)


def install(level: int = logging.WARNING) -> None:
    """Have everything of this process logged so, on its error output."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level, handlers=[handler], force=True)
