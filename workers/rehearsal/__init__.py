"""`ledertrivsel rehearse`: synthetic people live a year in the product, and an independent model says whether it kept its promises."""
