"""What an operator does in the browser to queues, workers, tasks, people and jobs."""

from __future__ import annotations

import re

from playwright.sync_api import expect
from sqlalchemy import update

from support.ended_jobs import fail
from support.operations import Desk
from support.valkey import Valkey
from webapp.domain.queue_names import DEFAULT, HIGH, LOW
from webapp.extensions import db
from webapp.models import Scan, User, WorkerHeartbeat
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.queues import get_queue
from webapp.services import api_tokens, sign_ins, workers
from webapp.services.workers import Beat


def steer_queues(desk: Desk) -> None:
    """Pause, resume, stop what runs, clear."""
    page = desk.page
    desk.open("/ops/queues")
    desk.press(f"Pause {DEFAULT}", "queue.pause", DEFAULT)
    desk.says(re.compile("is paused: its scans wait"))
    desk.press(f"Resume {DEFAULT}", "queue.resume", DEFAULT)
    desk.says(f"{DEFAULT} is served again.")
    row = page.get_by_role("row").filter(has_text="runs.example").first
    number = row.get_by_role("link").get_attribute("href")
    assert number
    row.get_by_role("button", name="Stop").click()
    desk.says("The scan was stopped.")
    desk.note("scan.stop", number.rpartition("/")[2])
    runs = Scan.status == "RUNNING"
    assert desk.count(Scan.host == "runs.example", runs) == 4
    for queue in (DEFAULT, HIGH):
        clear(desk, queue)
    assert desk.count(runs) == 4


def clear(desk: Desk, queue: str) -> None:
    waits = (Scan.status == "QUEUED", Scan.queue == queue)
    waiting = desk.count(*waits)
    if waiting == 0:
        return
    told = desk.confirm(f"Clear {queue}")
    desk.says(re.compile(f"^{told:,} waiting scans? of {queue} canceled"))
    desk.note("queue.clear", queue, told)
    assert (told, desk.count(*waits)) == (waiting, 0)


def steer_workers(desk: Desk) -> None:
    """One lives, one fell silent."""
    with desk.app.app_context():
        for name in ("w-silent", "w-alive"):
            workers.beat(Beat(name, 7, "1.0", (HIGH, DEFAULT), "idle", None))
        fall_silent("w-silent")
        host = db.session.get_one(WorkerHeartbeat, "w-alive").host
    desk.open("/ops/workers")
    desk.press("Drain w-alive", "worker.drain", f"w-alive on {host}")
    desk.says(re.compile("takes no other"))
    desk.press("Resume w-alive", "worker.resume", f"w-alive on {host}")
    desk.says(re.compile("takes jobs again"))
    desk.press("Forget w-silent", "worker.forget", f"w-silent on {host}")
    desk.says(re.compile("is off the list"))
    expect(desk.page.locator("article.panel")).to_have_count(1)


@transactional
def fall_silent(name: str) -> None:
    row = update(WorkerHeartbeat).where(WorkerHeartbeat.name == name)
    db.session.execute(row.values(seen_at=db_now(-60)))


def steer_the_schedule(desk: Desk) -> None:
    desk.open("/ops/schedule")
    desk.press("Run now cleanup", "cron.run", "cleanup")
    desk.says(re.compile("^1 job of cleanup was enqueued"))
    desk.press("Disable cleanup", "cron.disable", "cleanup")
    desk.says(re.compile("runs only when you run it"))
    desk.press("Enable cleanup", "cron.enable", "cleanup")
    desk.says(re.compile("runs by itself again"))


def look_after_users(desk: Desk, alice: User, bob: User) -> None:
    """The two switches off, on and let go; Alice's account; Bob's is deleted."""
    desk.open("/ops/users")
    for label in ("Visitors may scan", "People may register"):
        desk.press(f"Forbid {label}", "switch.off", label)
        desk.says(f"{label}: no, from now on.")
        desk.press(f"Allow {label}", "switch.on", label)
        desk.says(f"{label}: yes, from now on.")
        desk.press(f"As the setting says {label}", "switch.setting", label)
        desk.says(re.compile(f"^{label}: yes, as [A-Z_]+ says"))
    with desk.app.app_context():
        for name in ("one", "two"):
            api_tokens.create(alice, name)
            sign_ins.start(alice, name)
    desk.page.get_by_role("link", name=alice.email).click()
    desk.press("Sign out everywhere", "user.sign_out", alice.email, 2)
    desk.says("Sign-ins ended: 2.")
    assert desk.confirm("Revoke all API tokens…") == 2
    desk.says("API tokens revoked: 2.")
    desk.note("user.revoke_tokens", alice.email, 2)
    send_reset_links(desk, alice)
    desk.press("Make a viewer", "user.role", alice.email)
    desk.says(f"{alice.email} is a viewer now.")
    desk.press("Disable", "user.disable", alice.email)
    desk.says(f"{alice.email} is disabled and signed out everywhere.")
    desk.press("Enable", "user.enable", alice.email)
    desk.says(f"{alice.email} may sign in again.")
    desk.open("/ops/users")
    desk.page.get_by_role("link", name=bob.email).click()
    desk.confirm("Delete this account…")
    desk.says(f"{bob.email} is deleted, with 0 scans and 0 site scans.")
    desk.note("user.delete", bob.email)


def send_reset_links(desk: Desk, alice: User) -> None:
    desk.press("Make a reset link", "user.reset_link", alice.email)
    expect(desk.page.locator("#reset-link")).to_contain_text("/auth/reset?token=")
    desk.press("Mail a reset link", "user.reset_mail", alice.email)
    desk.says(f"A link to set a new password is on its way to {alice.email}.")


def press_the_buttons_of_rq(desk: Desk, valkey: Valkey) -> None:
    """On a queue that no scan waits in: two jobs, then all that failed, then all."""
    page, queue = desk.page, get_queue(LOW, valkey.client)
    task = "webapp.tasks.maintenance.cleanup_expired_jobs"
    for number in range(4):
        fail(queue.enqueue(task, job_id=f"job-{number}"))
    failed, queued = (
        f"/rq/0/view/jobs/{LOW}/{place}/8/asc/1" for place in ("failed", "queued")
    )
    desk.open(failed)
    rows = page.locator("#jobs tbody tr")
    expect(rows).to_have_count(4)
    page.locator("[data-job-id=job-0] [data-role=requeue-job-btn]").click()
    expect(rows).to_have_count(3)
    desk.note("rq.requeue", "job-0")
    page.locator("[data-job-id=job-1] [data-role=delete-job-btn]").click()
    page.get_by_role("button", name="Yes").click()
    expect(rows).to_have_count(2)
    desk.note("rq.delete", "job-1")
    for button, place, action, target, number in (
        ("#requeue-all-btn", failed, "rq.requeue_all", LOW, 2),
        ("#compact-btn", queued, "rq.compact", LOW, 0),
        ("#empty-btn", queued, "rq.empty", f"{LOW}, queued", 3),
    ):
        desk.open(place)
        expect(rows.first).to_contain_text("job-")
        page.locator(button).click()
        with page.expect_response(
            lambda answer: answer.request.method == "POST"
        ) as answer:
            page.get_by_role("button", name="Yes").click()
        assert answer.value.ok
        desk.note(action, target, number)
    assert queue.count == 0
