"""Structured collegial supervision: a set frame, a turn for everybody, and nothing kept of what is said."""
