"""Whether a job, or the work horse that ran it, came to its end."""

from __future__ import annotations

import os

from rq.exceptions import InvalidJobOperation
from rq.job import Job, JobStatus


def is_done(job: Job) -> bool:
    """Whether it ended well: then it holds no lease, and nobody need ask for one."""
    try:
        return job.get_status() == JobStatus.FINISHED
    except InvalidJobOperation:  # a stopped job is deleted
        return False


def has_ended(pid: int) -> bool:
    try:
        return os.waitpid(pid, os.WNOHANG) != (0, 0)
    except ChildProcessError:
        return True
