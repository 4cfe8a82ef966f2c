"""Tool 2: preparation, the card, what the group chose and agreed."""
