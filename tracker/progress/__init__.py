"""Overviews by counts and dates; never confidential words."""
