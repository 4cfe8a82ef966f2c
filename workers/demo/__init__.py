"""The demo organisation Solby Kommune: its people, its personas and the story of its first plan year."""
