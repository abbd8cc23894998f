"""One delivery, run by RQ in this process."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from rq.job import Job, JobStatus

from support.burst import work_off
from support.site import Site
from support.valkey import Valkey
from webapp import queues
from webapp.domain.status import ScanStatus
from webapp.extensions import db
from webapp.models import Scan
from webapp.pipeline import analyze
from webapp.services.scan_options import EXTRACTOR

MakeScan = Callable[..., Scan]
TASK = "worker.process_scan_job"


@pytest.fixture
def environ(environ: dict[str, str], valkey: Valkey) -> dict[str, str]:
    environ["REDIS_URL"] = valkey.url
    return environ


def run(valkey: Valkey, *args: Any, **options: Any) -> Job:
    queue = queues.get_queue("xenlixai_queue", valkey.client)
    job = queue.enqueue(TASK, *args, **options)
    work_off(queue)
    return job


def reload(scan: Scan) -> Scan:
    db.session.rollback()
    return db.session.get_one(Scan, scan.id, populate_existing=True)


def test_arguments_may_be_given_in_the_contracts_order(
    make_scan: MakeScan, valkey: Valkey, site: Site
) -> None:
    scan = make_scan(url=site.url + "/")
    job = run(valkey, str(scan.id), scan.url, None)
    assert job.return_value() == "teaser ready"
    assert reload(scan).status == ScanStatus.TEASER_READY


def test_a_job_without_a_scan_exits_quietly(app_context: Flask, valkey: Valkey) -> None:
    job = run(valkey, scan_id=str(uuid.uuid4()), url="http://x/", user_id=None)
    assert job.return_value() == "skipped: nothing to do for this delivery"


class Failing:
    """An extractor that fails as no one foresaw."""

    passage_encoder = None
    reranker = None

    def extract(self, *_: object) -> analyze.KeyphraseResult:
        raise RuntimeError("the model is broken")


class Hanging:
    """One that swallows whatever interrupts it, as libraries do."""

    passage_encoder = None
    reranker = None

    def extract(self, *_: object) -> analyze.KeyphraseResult:
        for _turn in range(100):
            try:
                time.sleep(0.1)
            except Exception:  # noqa: BLE001, S112 (what is tested)
                continue
        return analyze.KeyphraseResult((), "")


def test_keyphrases_that_fail_are_counted_instead(
    app_context: Flask, make_scan: MakeScan, valkey: Valkey, site: Site
) -> None:
    app_context.extensions[EXTRACTOR] = Failing()
    scan = make_scan(url=site.url + "/")
    assert run(valkey, str(scan.id), scan.url).return_value() == "teaser ready"


def test_a_time_out_cannot_be_swallowed(
    app_context: Flask, make_scan: MakeScan, valkey: Valkey, site: Site
) -> None:
    app_context.extensions[EXTRACTOR] = Hanging()
    scan = make_scan(url=site.url + "/")
    job = run(valkey, str(scan.id), scan.url, job_timeout=2)
    assert job.get_status() == JobStatus.FAILED
    row = reload(scan)
    assert (row.status, row.error_code) == (ScanStatus.QUEUED, "job_timeout")
