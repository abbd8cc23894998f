"""Use cases: each owns its transaction; routes and tasks only call them."""
