"""Dates, cadences and what became of it: whatever is agreed is followed up."""
