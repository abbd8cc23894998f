"""The dashboard in a real Chromium: hostile data stays text, buttons work under CSP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from rq.job import Job

from support.browser import PASSWORD
from support.ended_jobs import fail, finish
from support.valkey import Valkey
from webapp.models import User
from webapp.queues import AllowListedJob, get_queue

QUEUE = "xenlixai_queue"
EVIL = (
    "<img src=x onerror=\"document.title='owned'\">\"'>"
    "<script>document.title='owned'</script>{{7*7}}<%= document.title='owned' %>"
)

Enqueue = Callable[..., Job]


@pytest.fixture
def open_page(served: str, page: Page, operator: User) -> Callable[[str], None]:
    """Open one of the dashboard's pages as the operator."""
    page.goto(f"{served}/auth/login?next=/rq/")
    page.fill("input[name=email]", operator.email)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url("**/rq/")

    def go(path: str) -> None:
        page.goto(served + path)

    return go


def list_of(place: str) -> str:
    return f"/rq/0/view/jobs/{QUEUE}/{place}/8/asc/1"


def assert_harmless(page: Page) -> None:
    page.wait_for_timeout(300)
    assert page.title() == "Queues · XenlixAI"
    assert (
        page.locator("main img, main script:not([type='text/template'])").count() == 0
    )


def test_hostile_jobs_are_text(
    open_page: Callable[[str], None], page: Page, enqueue: Enqueue
) -> None:
    waiting = enqueue(description=EVIL, meta={EVIL: EVIL})
    done, failed = enqueue(description=EVIL), enqueue(description=EVIL)
    finish(done, {"title": EVIL})
    fail(failed, EVIL)
    for place, text in (("queued", EVIL), ("finished", EVIL), ("failed", EVIL)):
        open_page(list_of(place))
        expect(page.locator("#jobs tbody .description")).to_have_text(text)
        assert_harmless(page)
    expect(page.locator("#jobs pre.exc_info")).to_have_text(EVIL)
    for job in (waiting, done, failed):
        open_page(f"/rq/0/view/job/{job.id}")
        expect(page.locator(".description-scroll")).to_have_text(EVIL)
        assert_harmless(page)


def test_hostile_workers_and_queues_are_text(
    open_page: Callable[[str], None], page: Page, enqueue: Enqueue, valkey: Valkey
) -> None:
    enqueue()
    valkey.client.sadd("rq:queues", f"rq:queue:{EVIL}")
    valkey.client.sadd("rq:workers", f"rq:worker:{EVIL}")
    state = {"birth": "2026-01-01T00:00:00Z", "queues": EVIL, "state": "busy"}
    valkey.client.hset(f"rq:worker:{EVIL}", mapping={**state, "version": EVIL})
    open_page("/rq/")
    expect(page.locator("#queues tbody tr")).to_have_count(2)
    expect(page.locator("#queues")).to_contain_text(EVIL)
    assert_harmless(page)
    open_page("/rq/0/view/workers")
    expect(page.locator("#workers")).to_contain_text(EVIL)
    assert_harmless(page)
    open_page(list_of("queued"))
    expect(page.locator("#jobs tbody .job_id")).to_have_count(1)
    assert_harmless(page)


def test_requeue_and_delete_in_the_list(
    open_page: Callable[[str], None], page: Page, enqueue: Enqueue, valkey: Valkey
) -> None:
    first, second = enqueue(job_id="first"), enqueue(job_id="second")
    fail(first)
    fail(second)
    open_page(list_of("failed"))
    rows = page.locator("#jobs tbody tr")
    expect(rows).to_have_count(2)
    page.locator("[data-job-id=first] [data-role=requeue-job-btn]").click()
    expect(rows).to_have_count(1)
    page.locator("[data-job-id=second] [data-role=delete-job-btn]").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.locator("#jobs tbody")).to_contain_text("No jobs.")
    assert get_queue(QUEUE, valkey.client).get_job_ids() == ["first"]
    assert not AllowListedJob.exists("second", valkey.client)


def test_requeue_and_delete_on_the_page_of_a_job(
    open_page: Callable[[str], None], page: Page, enqueue: Enqueue, valkey: Valkey
) -> None:
    job = enqueue()
    fail(job)
    open_page(f"/rq/0/view/job/{job.id}")
    with page.expect_response("**/requeue") as answer:
        page.locator("#requeue-job-btn").click()
    assert answer.value.status == 200
    assert get_queue(QUEUE, valkey.client).get_job_ids() == [job.id]
    page.locator("#delete-job-btn").click()
    page.get_by_role("button", name="Yes").click()
    page.wait_for_url("**/rq/")
    assert not AllowListedJob.exists(job.id, valkey.client)


def test_requeue_all_and_empty(
    open_page: Callable[[str], None], page: Page, enqueue: Enqueue, valkey: Valkey
) -> None:
    for number in range(3):
        fail(enqueue(job_id=f"job-{number}"))
    open_page(list_of("failed"))
    page.locator("#requeue-all-btn").click()
    with page.expect_response("**/rq/requeue/*"):
        page.get_by_role("button", name="Yes").click()
    assert get_queue(QUEUE, valkey.client).count == 3
    open_page(list_of("queued"))
    page.locator("#empty-btn").click()
    page.get_by_role("button", name="Yes").click()
    expect(page.locator("#jobs tbody")).to_contain_text("No jobs.")
    assert get_queue(QUEUE, valkey.client).count == 0


def test_what_went_wrong_is_told(
    open_page: Callable[[str], None], page: Page, enqueue: Enqueue, valkey: Valkey
) -> None:
    job = enqueue()
    open_page(list_of("queued"))
    expect(page.locator("#problem")).to_be_hidden()
    page.locator(f"[data-job-id='{job.id}'] [data-role=delete-job-btn]").click()
    valkey.client.delete(job.key)
    page.get_by_role("button", name="Yes").click()
    expect(page.locator("#problem")).to_have_text("There is no such job any more.")


def test_the_tabs(open_page: Callable[[str], None], page: Page) -> None:
    for name, heading in (("Workers", "Workers"), ("Queues", "Queues")):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.get_by_role("link", name="Jobs").click()
    expect(page.locator("#select-queue")).to_have_value(QUEUE)


def test_the_way_back(
    open_page: Callable[[str], None], page: Page, enqueue: Enqueue
) -> None:
    job = enqueue()
    shown = (
        "/rq/",
        list_of("queued"),
        "/rq/0/view/workers",
        f"/rq/0/view/job/{job.id}",
    )
    for path in shown:
        open_page(path)
        page.get_by_role("link", name="Operations").click()
        page.wait_for_url("**/ops/")
        expect(page.get_by_role("link", name="RQ", exact=True)).to_be_visible()


def test_the_filters(
    open_page: Callable[[str], None], page: Page, enqueue: Any
) -> None:
    fail(enqueue(job_id="it-failed"))
    open_page(list_of("queued"))
    page.locator("#select-registry").select_option("failed")
    page.wait_for_url("**/failed/**")
    expect(page.locator("#jobs .job_id")).to_have_text("it-failed")
