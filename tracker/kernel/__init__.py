"""Plain Python that every capability shares: facts, errors, time, permissions."""
