"""The built-in texts: statements, duties, catalogue and guides, by code and in both languages."""
