"""What a server's owner reads who found us in a log."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_it_tells_how_to_keep_the_crawler_away(client: FlaskClient) -> None:
    text = client.get("/bot").text
    assert "User-agent: XenlixAI\nDisallow: /" in text
    assert "waits 1 s" in text
    assert "Contact" not in text


class TestWithAContact:
    @pytest.fixture
    def environ(self, environ: dict[str, str]) -> dict[str, str]:
        return environ | {
            "USER_AGENT": "OurBot/1.0",
            "CRAWLER_CONTACT": "https://a.example/<contact>",
            "CRAWLER_ADDRESSES": "192.0.2.1, 192.0.2.2",
        }

    def test_it_is_shown(self, client: FlaskClient) -> None:
        text = client.get("/bot").text
        assert "User-agent: OurBot\n" in text
        assert "192.0.2.1 192.0.2.2" in text
        assert "&lt;contact&gt;" in text
