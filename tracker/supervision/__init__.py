"""Structured collegial supervision."""
