"""Units, people, leadership groups, roles, absence, and how they are imported."""
