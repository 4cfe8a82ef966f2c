"""All faults, each in the file of its kind."""

from tests.faults.faults import FAULTS
from tests.faults.scenarios import clocks, databases, doorbell, killing, post, scarcity, schema

__all__ = ["FAULTS", "clocks", "databases", "doorbell", "killing", "post", "scarcity", "schema"]
