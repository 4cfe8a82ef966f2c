"""Tool 1: the dialogue with the nearest leader, and the contract with oneself."""
