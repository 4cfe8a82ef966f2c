"""Preparedness: what will be heavy for a unit or a leadership group, and the support planned for it."""
