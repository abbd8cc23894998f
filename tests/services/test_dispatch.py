"""Job ids: ours are read back, everything else is foreign."""

from __future__ import annotations

import uuid

import pytest

from webapp.services.dispatch import job_id, parse_job_id


def test_round_trip() -> None:
    scan_id = uuid.uuid4()
    assert parse_job_id(job_id(scan_id, 7)) == (scan_id, 7)


ID = "b6a5114b-714f-4022-93e4-c02d7a5df266"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foreign",
        f"scan-{ID}",
        f"scan-{ID}-",
        f"scan-{ID}-x",
        f"scan-{ID}-1\n",
        f"scan-{ID}-\u0661",
        f"scan-{'-' * 36}-1",
        f"scan-{'a' * 36}-1",
        f"scan-{ID}-{'9' * 40}",
    ],
)
def test_foreign_ids(text: str) -> None:
    assert parse_job_id(text) is None
