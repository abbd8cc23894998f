"""Words and numbers stay whole on a phone and on a desk; nothing widens the page."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Page

from support.scans import make_scan
from webapp.models import User
from webapp.services import api_tokens, sign_ins
from webapp.services.webhooks import endpoints

AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 " + "Chrome" * 30
URL = "https://example.com/" + "a-long-address" * 20
#: The short words, numbers and dates that go on in another line. Longer ones may.
TORN = """() => {
  const torn = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.checkVisibility()) continue;
    for (const word of node.data.matchAll(/\\S+/g)) {
      if (word[0].length > 12) continue;
      const range = document.createRange();
      range.setStart(node, word.index);
      range.setEnd(node, word.index + word[0].length);
      const lines = new Set(Array.from(range.getClientRects(), r => r.bottom));
      if (lines.size > 1) torn.push(word[0]);
    }
  }
  return torn;
}"""


@pytest.fixture
def addresses(app: Flask, served: str, alice: User) -> list[str]:
    """Pages full of what is long, all of them Alice's."""
    report = make_scan(app, with_report=True, status="FULL_READY", user_id=alice.id)
    make_scan(app, user_id=alice.id, url=URL, status="ERROR_CRAWL", error_code="dns")
    make_scan(app, user_id=alice.id, url=URL, status="RUNNING", progress=100)
    with app.app_context():
        for _ in range(3):
            sign_ins.start(alice, AGENT)
        api_tokens.create(alice, "A" * 60)
        endpoints.create(alice, URL, ["scan.full_ready"], "A" * 60)
    paths = ("/scans", f"/scans/{report}", "/account", "/account/tokens", "/webhooks")
    return [served + path for path in paths]


@pytest.mark.parametrize("width", [320, 375, 700, 1200])
def test_words_stay_whole(signed_in: Page, addresses: list[str], width: int) -> None:
    signed_in.set_viewport_size({"width": width, "height": 800})
    for address in addresses:
        signed_in.goto(address)
        assert signed_in.evaluate(TORN) == [], address
        wide = signed_in.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, address


def test_tables_are_cards_on_a_phone(signed_in: Page, addresses: list[str]) -> None:
    signed_in.set_viewport_size({"width": 375, "height": 800})
    for address in addresses:
        signed_in.goto(address)
        heads = signed_in.locator("main thead").all()
        assert heads, address
        assert not any(head.is_visible() for head in heads), address
        for cell in signed_in.locator("tbody tr:first-child td:has-text('–')").all():
            assert cell.get_attribute("data-label"), address
