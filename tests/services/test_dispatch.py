"""Job ids: ours are read back, everything else is foreign."""

from __future__ import annotations

import uuid

import pytest

from webapp.services.dispatch import job_id, parse_job_id


def test_round_trip() -> None:
    scan_id = uuid.uuid4()
    assert parse_job_id(job_id(scan_id, 7)) == (scan_id, 7)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "foreign",
        f"scan-{uuid.uuid4()}",
        f"scan-{uuid.uuid4()}-",
        f"scan-{uuid.uuid4()}-x",
        f"scan-{uuid.uuid4()}-1\n",
        f"scan-{uuid.uuid4()}-\u0661",
        f"scan-{'-' * 36}-1",
        f"scan-{'a' * 36}-1",
        f"scan-{uuid.uuid4()}-{'9' * 40}",
    ],
)
def test_foreign_ids(text: str) -> None:
    assert parse_job_id(text) is None
