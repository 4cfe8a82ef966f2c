"""Early warnings and support: every warning ends in an offer, never in a judgement on a person."""
