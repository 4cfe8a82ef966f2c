"""The product: capabilities, their rules and their pages. Knows neither the queue nor its server."""
