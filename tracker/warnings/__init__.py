"""Early warnings, and the offer of support they end in."""
