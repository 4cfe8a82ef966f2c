"""Two clocks. The business clock can be moved; the technical clock (leases, retries, sessions) never moves."""

from datetime import UTC, datetime


def technical_now() -> datetime:
    """The machine's instant, UTC."""
    return datetime.now(UTC)
