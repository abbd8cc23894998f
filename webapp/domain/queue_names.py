"""The queues, in the order in which workers serve them."""

from __future__ import annotations

HIGH = "xenlixai_high"  # scans of signed-in users
DEFAULT = "xenlixai_queue"  # scans of visitors
LOW = "xenlixai_low"  # webhooks; pages of sites, scheduled scans
MAINTENANCE = "xenlixai_maintenance"

QUEUES = (HIGH, DEFAULT, LOW, MAINTENANCE)
