"""`ledertrivsel rehearse`: synthetic people live a year, and a model says what was kept of the promises."""
