from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import pytest
from rq.exceptions import DeserializationError
from rq.serializers import DefaultSerializer

from support.malformed_jobs import malformed_jobs, packed, push
from support.valkey import Valkey
from webapp.queues import SERIALIZER, AllowListedJob
from webapp.queues.job import ALLOWED_FUNCTIONS, ForbiddenFunction


def fetched(valkey: Valkey, job_id: str) -> AllowListedJob:
    return AllowListedJob.fetch(job_id, valkey.client, SERIALIZER)


@pytest.mark.parametrize("name", sorted(ALLOWED_FUNCTIONS))
def test_our_functions_are_found(valkey: Valkey, name: str) -> None:
    push(valkey.client, "q", "ours", {"data": packed(name, None, [], {})})
    assert callable(fetched(valkey, "ours").func)


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("no-zlib", DeserializationError),
        ("no-json", DeserializationError),
        ("a-pickle", DeserializationError),
        ("a-pickled-meta", None),
        ("nonsense", ValueError),
        ("no-call", ForbiddenFunction),
        ("os-system", ForbiddenFunction),
        ("a-method", ForbiddenFunction),
        ("a-callback", ForbiddenFunction),
        ("a-webhook", ForbiddenFunction),
    ],
)
def test_what_is_not_ours_is_never_found(
    valkey: Valkey, tmp_path: Path, name: str, error: type[Exception] | None
) -> None:
    made = tmp_path / "made"
    jobs = malformed_jobs(made)
    push(valkey.client, "q", name, jobs[name])
    with pytest.raises(error) if error else nullcontext():
        _ = fetched(valkey, name).func
    assert not made.exists()


@pytest.mark.parametrize("field", ["success", "failure", "stopped"])
def test_callbacks_are_dropped_and_the_job_refused(valkey: Valkey, field: str) -> None:
    name = next(iter(ALLOWED_FUNCTIONS))
    fields: dict[str, bytes | str] = {
        "data": packed(name, None, [], {}),
        f"{field}_callback_name": "os.system",
    }
    push(valkey.client, "q", "job", fields)
    job = fetched(valkey, "job")
    assert job.success_callback is None
    assert job.failure_callback is None
    with pytest.raises(ForbiddenFunction):
        _ = job.func


def test_who_forgets_the_serializer_gets_json(valkey: Valkey) -> None:
    job = AllowListedJob.create("x", connection=valkey.client)
    assert job.serializer is SERIALIZER
    pickling = AllowListedJob.create(
        "x", connection=valkey.client, serializer=DefaultSerializer
    )
    assert pickling.serializer is SERIALIZER
