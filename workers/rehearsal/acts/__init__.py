"""What people do in the year: one module for each part of the product."""
