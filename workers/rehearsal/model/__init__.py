"""The independent model: what must be true of a year, by the domain and the promises. Knows nothing of the product."""
