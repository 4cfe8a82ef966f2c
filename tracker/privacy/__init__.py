"""The rights of those the data is about: who looked, what is kept and how long, a copy of it, and its deletion."""
