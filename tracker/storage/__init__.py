"""Where rows live: tables' base, the outbox, timers, the unit of work, sealed columns, idempotency keys."""
