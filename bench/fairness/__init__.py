"""How long senders wait beside one who submits very much."""
