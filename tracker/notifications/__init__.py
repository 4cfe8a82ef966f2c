"""Inbox, digest and e-mail."""
