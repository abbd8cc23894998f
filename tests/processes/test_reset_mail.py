"""A forgotten password: from the page to the mailbox and back."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.parse
import urllib.request
from collections.abc import Callable

from support.mailbox import Mailbox
from support.stack import Stack, wait_for

NEW = "another long enough password"


class Browser:
    """Opens pages and sends their forms."""

    def __init__(self, url: str) -> None:
        self.url = url
        cookies = http.cookiejar.CookieJar()
        keep = urllib.request.HTTPCookieProcessor(cookies)
        self.opener = urllib.request.build_opener(keep)

    def get(self, path: str, data: bytes | None = None) -> str:
        with self.opener.open(self.url + path, data, timeout=20) as answer:
            return str(answer.read().decode())

    def send(self, path: str, **form: str) -> str:
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get(path))
        assert found
        data = urllib.parse.urlencode({"csrf_token": found[1], **form})
        return self.get(path, data.encode())


def test_a_link_comes_by_mail_and_sets_the_password(
    make_stack: Callable[..., Stack],
) -> None:
    box = Mailbox()
    box.refusal = "451 not now"
    stack = make_stack(SMTP_URL=f"smtp://127.0.0.1:{box.port}", RETRY_SECONDS="1 1 1")
    stack.start_all(is_faulty=True)
    stack.make_user("alice@example.com")
    browser = Browser(stack.url)
    told = browser.send("/auth/forgot", email="alice@example.com")
    assert "on its way" in told

    wait_for(lambda: "451" in stack.log("worker"), "the first try")
    box.refusal = ""
    wait_for(lambda: box.messages, "the message of a later try", 60)
    text = box.messages[0].get_content()
    link = re.search(re.escape(stack.url) + r"(/auth/reset\S+)", text)
    assert link
    assert "new password is set" in browser.send(link[1], new_password=NEW)
    page = browser.send("/auth/login", email="alice@example.com", password=NEW)
    assert "alice@example.com" in page
    assert link[1].partition("=")[2] not in stack.log("web") + stack.log("worker")
    box.close()
