"""The scan itself, pure: CRAWL, PARSE, ANALYZE, GENERATE; no framework, no database."""
