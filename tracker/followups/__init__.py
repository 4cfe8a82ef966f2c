"""Dates and cadences on working days, the question on the day, and what became of it."""
