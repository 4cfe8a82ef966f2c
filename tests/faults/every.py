"""All faults, each in the file of its kind."""

from tests.faults.faults import FAULTS
from tests.faults.scenarios import doorbell, killing, post

__all__ = ["FAULTS", "doorbell", "killing", "post"]
