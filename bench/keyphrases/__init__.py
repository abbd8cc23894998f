"""What keyphrases cost and how good they are, beside stock KeyBERT and YAKE."""
