"""The button beside a new share link copies it."""

from __future__ import annotations

from flask import Flask
from playwright.sync_api import Page, expect

from support.scans import make_scan
from webapp.models import User


def test_the_link_is_copied(
    app: Flask, signed_in: Page, served: str, alice: User
) -> None:
    done = {"with_report": True, "status": "FULL_READY", "user_id": alice.id}
    signed_in.context.grant_permissions(["clipboard-read", "clipboard-write"])
    signed_in.goto(f"{served}/scans/{make_scan(app, **done)}")
    signed_in.get_by_role("button", name="Make a link").click()
    link = signed_in.get_by_role("status").get_by_role("link")
    expect(link).to_be_in_viewport()
    signed_in.get_by_role("button", name="Copy the link").click()
    expect(signed_in.get_by_role("button", name="Copied")).to_be_visible()
    copied = signed_in.evaluate("navigator.clipboard.readText()")
    assert copied == link.get_attribute("href")
