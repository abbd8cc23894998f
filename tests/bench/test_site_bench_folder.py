"""The bench of site scans: a folder as a site, and a plain walk over its links."""

from __future__ import annotations

import http.client
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from bench.site.folder import LIST, START, Folder, list_pages, served


def write(folder: Path, pages: dict[str, str]) -> Folder:
    for name, body in pages.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<!doctype html><title>{name}</title>{body}")
    return Folder(folder)


def test_a_walk_finds_what_links_lead_to(tmp_path: Path) -> None:
    folder = write(
        tmp_path / "site",
        {
            "index.html": "<a href='a/b.html#x'>b</a><a href='gone.html'>g</a>"
            "<a href='https://example.com/'>e</a><a href='a'>a</a><a href='[::'>!</a>",
            "a/b.html": "<a href='../c.html'>c</a><a href='../data.txt'>d</a>",
            "a/index.html": "",
            "c.html": "<a href='/index.html'>start</a><a href='/c.html?x=1'>x</a>",
            "data.txt": "",
            "lonely.html": "",
        },
    )
    pages = [START, "/a/b.html", "/c.html", "/a/", "/c.html?x=1"]
    assert folder.walk(99) == pages
    assert folder.walk(2) == pages[:2]


def test_a_folder_without_a_start_gets_one(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        {
            "one/index.html": "<a href='sub/x.html'>x</a>",
            "one/sub/index.html": "",
            "one/sub/x.html": "",
            "two/y.html": "",
        },
    )
    assert folder.entrances() == ["/one/index.html", "/two/y.html"]
    found = folder.walk(99)
    assert found == [START, "/one/index.html", "/two/y.html", "/one/sub/x.html"]
    assert folder.answer("/").is_page


def test_a_folder_without_pages_is_told(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="no HTML files"):
        Folder(tmp_path)


def test_nothing_outside_is_served(tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("secret")
    folder = write(tmp_path / "site", {"index.html": "", "only/file.html": ""})
    (tmp_path / "site" / "link.html").symlink_to(tmp_path / "secret.html")
    for path in ("/../secret.html", "/%2e%2e/secret.html", "/link.html", "/only/"):
        assert folder.answer(path).status == 404


def test_types_and_counts_over_one_connection(tmp_path: Path) -> None:
    folder = write(tmp_path, {"index.html": "", "a/index.html": "", "style.css": ""})
    with served(folder) as site:
        list_pages(site, [START, "/a/"])
        connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=10)
        told = []
        for path in (START, "/a", "/a/", "/style.css", "/gone", LIST, START):
            connection.request("GET", path)
            answer = connection.getresponse()
            kind = answer.headers["Content-Type"]
            told.append((answer.version, answer.status, kind, answer.read()))
        connection.close()
        assert [(status, kind) for _, status, kind, _ in told] == [
            (200, "text/html"),
            (301, "text/html"),
            (200, "text/html"),
            (200, "text/css"),
            (404, "text/html"),
            (200, "text/plain"),
            (200, "text/html"),
        ]
        assert {version for version, *_ in told} == {11}
        assert told[5][3].decode().split() == [f"{site.url}{START}", f"{site.url}/a/"]
        assert site.pages == {START: 2, "/a/": 1}
        assert site.requests.total() == 7
        site.forget()
        assert not site.pages
