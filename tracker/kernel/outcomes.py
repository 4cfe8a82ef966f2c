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
