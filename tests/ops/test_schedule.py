"""What runs regularly: seen by operators and viewers, steered by operators."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from support.browser import PASSWORD, csrf_token, post, sign_in
from support.scans import HOSTILE
from support.valkey import Valkey
from webapp import queues
from webapp.domain.queue_names import MAINTENANCE
from webapp.extensions import db
from webapp.models import AuditEntry, LeaderLease, User
from webapp.models.clock import db_now
from webapp.models.transactions import transactional
from webapp.services import cron, leadership
from webapp.services.duties import DUTIES, Diary

PAGE = "/ops/schedule"
POLL = f"{PAGE}/now"


@pytest.fixture
def viewer(app: Flask, bob: User) -> FlaskClient:
    """Bob, who may look on."""

    @transactional
    def make() -> None:
        db.session.execute(update(User).where(User.id == bob.id).values(is_viewer=True))

    with app.app_context():
        make()
    client = app.test_client()
    sign_in(client, bob)
    return client


def work(app: Flask, holder: str = "host-a/7", *, error: str = "") -> None:
    """A leader does each duty once."""
    diary = Diary(holder)
    with app.app_context():
        leadership.lead(holder)
        for name in ("takeover", *(duty.name for duty in DUTIES), "cleanup"):
            with diary.watch(name) as run:
                run.message = "sent: 3" if name == "turns" else ""
        if error:
            with pytest.raises(ValueError, match="x"), diary.watch("turns"):
                raise ValueError(error)
        diary.write()


def text_of(client: FlaskClient, path: str = PAGE) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def audited(app: Flask) -> list[tuple[str, str, str]]:
    with app.app_context():
        rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
        return [(row.email, row.action, row.target) for row in rows]


@pytest.mark.usefixtures("on_both_databases")
def test_who_leads_and_what_ran(app: Flask, olga: FlaskClient) -> None:
    work(app)
    html = text_of(olga)
    assert "host-a/7</strong> leads." in html
    assert "It took the lead" in html
    for duty in DUTIES:
        assert f"<strong>{duty.name}</strong>" in html
        assert duty.does.replace("'", "&#39;") in html
    assert "ok</strong> sent: 3" in " ".join(html.split())
    assert html.count("always on") == len(DUTIES)
    assert html.count("</form>") == 2 + html.count("logout")  # of the one task


def test_where_nobody_leads_it_says_what_to_do(app: Flask, olga: FlaskClient) -> None:
    html = text_of(olga)
    assert "Nobody leads" in html
    assert "flask --app webapp scheduler" in html
    assert "not yet" in html
    work(app)
    with app.app_context():
        leadership.resign("host-a/7")
    assert "Nobody leads" in text_of(olga, POLL)


def test_what_is_late_is_named(app: Flask, olga: FlaskClient) -> None:
    diary = Diary("host-a/7")
    with diary.watch("retries") as run:
        pass
    run.started -= 19
    with app.app_context():
        leadership.lead("host-a/7")
        diary.write()
    html = text_of(olga, POLL)
    assert "Late: retries." in html
    assert html.count('<strong class="failed">late</strong>') == 1


def test_a_failure_is_shown_and_hostile_text_is_text(
    app: Flask, olga: FlaskClient
) -> None:
    work(app, holder=f"x{HOSTILE}/1", error=f"x {HOSTILE}")
    html = text_of(olga)
    assert '<strong class="failed">failed</strong>' in html
    assert "ValueError: x &lt;img" in html
    assert '<strong class="url">x&lt;img' in html
    assert HOSTILE not in html


def test_run_now(app: Flask, olga: FlaskClient, valkey: Valkey) -> None:
    answer = post(olga, f"{PAGE}/cleanup/run", page=PAGE)
    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "1 job of cleanup was enqueued" in text_of(olga)
    (job_id,) = queues.get_queue(MAINTENANCE, valkey.client).job_ids
    assert job_id.startswith("cron-cleanup-now-")
    assert audited(app) == [("olga@example.com", "cron.run", "cleanup")]


def test_run_now_while_redis_is_away(olga: FlaskClient, valkey: Valkey) -> None:
    token = csrf_token(olga, PAGE)
    valkey.kill()
    olga.post(f"{PAGE}/cleanup/run", data={"csrf_token": token})
    assert "Redis did not answer" in text_of(olga)


@pytest.mark.usefixtures("on_both_databases")
def test_disable_and_enable(app: Flask, olga: FlaskClient) -> None:
    assert post(olga, f"{PAGE}/cleanup/disable", page=PAGE).status_code == 303
    html = text_of(olga)
    assert "was disabled" in html
    assert 'Next run">disabled' in html.replace("\n", "")
    with app.app_context():
        assert cron.run_due() == 0
    assert post(olga, f"{PAGE}/cleanup/enable", page=PAGE).status_code == 303
    assert "Disable" in text_of(olga)
    with app.app_context():
        assert cron.run_due() == 1
    actions = [action for _, action, _ in audited(app)]
    assert actions == ["cron.disable", "cron.enable"]
    assert "<time datetime" in text_of(olga)  # the next slot


@pytest.mark.parametrize("action", ["run", "disable", "enable"])
def test_who_may_not(
    app: Flask, client: FlaskClient, viewer: FlaskClient, alice: User, action: str
) -> None:
    path = f"{PAGE}/cleanup/{action}"
    assert post(viewer, path, page="/account").status_code == 403
    assert post(client, path).status_code == 303  # to the login page
    sign_in(client, alice)
    assert client.get(PAGE).status_code == client.get(POLL).status_code == 403
    assert post(client, path, page="/account").status_code == 403
    assert audited(app) == []


def test_a_viewer_gets_no_buttons(viewer: FlaskClient) -> None:
    html = text_of(viewer)
    assert "Run now" not in html
    assert "cleanup" in html


def test_there_is_no_such_task(app: Flask, olga: FlaskClient) -> None:
    for name in ("retries", "nothing"):
        assert post(olga, f"{PAGE}/{name}/run", page=PAGE).status_code == 404
    assert audited(app) == []


@transactional
def end_lease() -> None:
    db.session.execute(update(LeaderLease).values(until=db_now(-1)))


def test_it_tells_by_itself_that_nobody_leads(
    app: Flask, page: Page, served: str, operator: User
) -> None:
    work(app)
    page.goto(f"{served}/auth/login?next={PAGE}")
    page.get_by_label("E-mail").fill(operator.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.locator("#now")).to_contain_text("host-a/7 leads.")
    with app.app_context():
        end_lease()
    announcer = page.locator("#announcer")
    expect(announcer).to_contain_text("Nobody leads", timeout=15_000)
    page.get_by_role("button", name="Disable cleanup").click()
    expect(page.get_by_role("button", name="Enable cleanup")).to_be_visible()
