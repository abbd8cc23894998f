from __future__ import annotations

from pathlib import Path

import pytest

from config import ConfigError, load_settings
from webapp.domain.mail_server import MailServer


def load(tmp_path: Path, url: str) -> MailServer | None:
    return load_settings({"VAR_DIR": str(tmp_path), "SMTP_URL": url}).mail_server


def test_there_is_none_by_default(tmp_path: Path) -> None:
    assert load(tmp_path, "") is None


def test_everything_that_the_url_says(tmp_path: Path) -> None:
    url = "smtps://a%40b.c:p%3Aw@mail.example.com?from=scans@example.com"
    server = load(tmp_path, url)
    assert server is not None
    assert (server.host, server.port) == ("mail.example.com", 465)
    assert (server.user, server.password) == ("a@b.c", "p:w")
    assert (server.is_tls_first, server.sender) == (True, "scans@example.com")
    assert "p:w" not in repr(server)


def test_the_least_that_a_url_says(tmp_path: Path) -> None:
    assert load(tmp_path, "smtp://[::1]") == MailServer("::1", 587, "", "", False, "")


@pytest.mark.parametrize(
    "url",
    [
        "mail.example.com",
        "http://mail.example.com",
        "smtp://",
        "smtp://h:99999",
        "smtp://h/folder",
        "smtps://user:12#34@host",
        "smtp://mail..example.com",
        "smtp://h?to=a@example.com",
        "smtp://h?from=nobody",
        "smtp://h?from=a@",
        "smtp://h?from=a@b%0aBcc:c@d",
        "smtp:// h",
        "smtps://user:%C3%A9@h",
    ],
)
def test_anything_else_is_told_with_what_to_write(tmp_path: Path, url: str) -> None:
    with pytest.raises(ConfigError, match=r"SMTP_URL is .*use a URL like smtps://"):
        load(tmp_path, url)


def test_the_password_is_not_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as error:
        load(tmp_path, "smtp://user:secret@h/folder")
    assert "secret" not in str(error.value)
