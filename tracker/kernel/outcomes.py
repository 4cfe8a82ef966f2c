"""What an effect on the outside may end in, apart from being done."""

from datetime import datetime


class NotYet(Exception):
    """It may not go before `until` (business time); costs no attempt."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class Refused(Exception):
    """It will never go: the other side said no for good. `reason` is a short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Cancelled(Exception):
    """It need not or may not go any more. `reason` is a short code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class TryAgain(Exception):
    """Not this time; it costs this one an attempt. `problem` is a short code."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


class Away(Exception):
    """The other side is away for everybody: all of its kind waits until it answers a probe.

    It costs the one that found out no attempt, unless that one may itself be the reason (`counts`).
    """

    def __init__(self, problem: str, *, counts: bool = False) -> None:
        super().__init__(problem)
        self.problem = problem
        self.counts = counts
