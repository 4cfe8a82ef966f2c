"""What wakes whoever carries the outbox onward."""

from typing import Protocol


class Doorbell(Protocol):
    """Wakes whoever carries the outbox onward. Must not raise and must not wait."""

    def ring(self) -> None:
        """Say that something was committed."""

    def answers(self) -> bool | None:
        """Whether what it rings through answers; None where it rings within this process."""


class Silence:
    """No doorbell: the sweep finds everything by itself."""

    def ring(self) -> None:
        """Say nothing."""

    def answers(self) -> bool | None:
        """It rings through nothing."""
        return None
