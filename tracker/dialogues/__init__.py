"""Tool 1: what a leader makes clear to oneself, agrees with oneself, and talks about with the nearest leader."""
