"""The independent model: what must be true of a year, from the domain and the promises alone. Imports nothing of the product."""
