"""The set-ups that a journey is walked on."""

import pytest

on_both_ends = pytest.mark.parametrize(
    ("database_url", "redis_url"),
    [("sqlite", "alone"), ("postgres", "redis")],
    indirect=True,
    ids=["embedded", "separate"],
)
"""one process over SQLite, and several over PostgreSQL and Redis"""
