"""How fast site scans are, what judging a large site takes, and its report's pages."""
