"""The processes: web, worker, clock, and the command line."""
