"""As on a platform of Heroku's kind: each line of the Procfile by itself, in a checkout
that cannot be written to, Redis behind a certificate that nobody signed."""

from __future__ import annotations

import http.client
import json
import re
import ssl
import time
from typing import Any
from urllib.parse import urlencode

import pytest

from deploy.conftest import Platform
from support.site import HTML, Answer, Site
from support.stack import wait_for
from webapp import queues

PASSWORD = "a long enough password"


class Visitor:
    """Somebody with an address and a browser of his own, at the router's door."""

    def __init__(self, url: str, address: str) -> None:
        self.host, self.address = url.removeprefix("https://"), address
        self.trusts = ssl.create_default_context()
        self.trusts.check_hostname = False
        self.trusts.verify_mode = ssl.CERT_NONE
        self.cookies: dict[str, str] = {}

    def ask(
        self, method: str, path: str, body: str = "", **headers: str
    ) -> tuple[int, str]:
        """Status and text; cookies are kept, and were all told to be Secure."""
        connection = http.client.HTTPSConnection(
            self.host, timeout=30, source_address=(self.address, 0), context=self.trusts
        )
        told = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Cookie": told, **named})
        answer = connection.getresponse()
        text = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie", []):
            assert "; Secure" in cookie
            name, _, value = cookie.split(";")[0].partition("=")
            self.cookies[name] = value
        connection.close()
        return answer.status, text

    def submit(self, url: str, **headers: str) -> tuple[int, dict[str, Any]]:
        body = json.dumps({"url": url, "force": True})
        status, text = self.ask(
            "POST", "/api/v1/scans", body, Content_Type="application/json", **headers
        )
        return status, json.loads(text)

    def scan(self, scan_id: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            self.ask("GET", f"/api/v1/scans/{scan_id}")[1]
        )
        return found

    def wait(self, scan_id: str) -> None:
        ended = {"TEASER_READY", "ERROR_CRAWL", "ERROR_ANALYZE"}
        wait_for(lambda: self.scan(scan_id)["status"] in ended, "the scan's end", 60)
        assert self.scan(scan_id)["status"] == "TEASER_READY"

    def sign_in(self, email: str) -> tuple[int, str]:
        _, page = self.ask("GET", "/auth/login")
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
        assert token
        form = {"csrf_token": token[1], "email": email, "password": PASSWORD}
        return self.ask(
            "POST",
            "/auth/login",
            urlencode(form),
            Content_Type="application/x-www-form-urlencoded",
            Referer=f"https://{self.host}/auth/login",
        )


@pytest.fixture
def alice(platform: Platform) -> Visitor:
    """She comes when web, worker and scheduler are up; redis is at 0."""
    visitor = Visitor(platform.environ["PUBLIC_URL"], "127.0.0.2")
    start(platform, visitor)
    return visitor


def start(platform: Platform, visitor: Visitor) -> None:
    for name in ("web", "worker", "scheduler"):
        platform.start(name)

    def is_ready() -> bool:
        try:
            return visitor.ask("GET", "/readyz")[0] == 200
        except OSError:
            return False

    wait_for(is_ready, "ready on the platform", 60)


def test_a_certificate_that_nobody_signed_is_refused_unless_allowed(
    platform: Platform,
) -> None:
    for verify, expected in (("0", True), ("1", False)):
        client = queues.connect(platform.settings(REDIS_TLS_VERIFY=verify))
        assert queues.is_reachable(client) is expected
        client.close()


def test_people_scan_and_sign_in_and_a_restart_takes_nothing_away(
    platform: Platform, alice: Visitor, site: Site
) -> None:
    def slow() -> Answer:
        time.sleep(2)
        return 200, HTML, site.good_page().encode()

    site.pages["/slow"] = slow
    platform.flask("users", "create", "alice@example.com", "--password", PASSWORD)
    assert alice.sign_in("alice@example.com")[0] == 303

    _, scan = alice.submit(site.url + "/slow")
    wait_for(lambda: alice.scan(scan["id"])["status"] == "RUNNING", "the claim")
    platform.restart_begins()
    wait_for(lambda: not platform.pids(), "every process ends", 25)
    codes = {name: process.wait(5) for name, process in platform.processes.items()}
    assert codes == {"web": 0, "worker": 0, "scheduler": 0}

    start(platform, alice)
    assert "alice@example.com" in alice.ask("GET", "/account")[1]
    alice.wait(scan["id"])
    assert alice.scan(scan["id"])["attempt"] == 1
    assert site.requests.count("/slow") == 1
    assert list(platform.checkout.glob("var")) == []
    for name in ("web", "worker", "scheduler"):
        assert "Traceback" not in platform.log(name)


def test_two_visitors_have_limits_of_their_own(
    platform: Platform, alice: Visitor
) -> None:
    """No worker: nothing is sent to the addresses that are submitted."""
    platform.processes["worker"].terminate()
    platform.processes["worker"].wait(timeout=15)
    bob = Visitor(platform.environ["PUBLIC_URL"], "127.0.0.3")

    def submit(visitor: Visitor, number: int, **headers: str) -> int:
        return visitor.submit(f"https://example.com/{number}", **headers)[0]

    assert [submit(alice, number) for number in range(3)] == [202, 202, 429]
    assert submit(alice, 4, X_Forwarded_For="192.0.2.7") == 429
    assert submit(bob, 5) == 202
