"""How often and when a scan is tried, and delivered, before it is given up."""

from __future__ import annotations

#: Seconds before the second, third and fourth try.
RETRY_INTERVALS = (10, 30, 60)
#: A scan is tried this often before its failure is final.
MAX_TRIES = 1 + len(RETRY_INTERVALS)
#: A scan is enqueued this often without any claim before it becomes a dead letter.
MAX_ENQUEUES = 8
