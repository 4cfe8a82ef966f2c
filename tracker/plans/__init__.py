"""Tool 3: prioritise, qualify, publish."""
