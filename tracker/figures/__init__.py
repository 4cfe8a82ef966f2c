"""Figures that leave a group: snapshots that never change, made in one place."""
