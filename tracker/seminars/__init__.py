"""The seminar: many leaders propose themes for a plan at once, support each other's, and rate them."""
