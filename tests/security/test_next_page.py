from __future__ import annotations

import pytest

from webapp.security.next_page import safe_next


@pytest.mark.parametrize(
    "wanted",
    [
        "/",
        "/scans",
        "/scans/Ab-_9/progress",
        "/scans?page=2&q=a%20b",
        "/scans?q=https%3A%2F%2Fexample.com",
        "/a/../b",
    ],
)
def test_a_path_of_ours_is_kept(wanted: str) -> None:
    assert safe_next(wanted) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        None,
        "",
        "//e",
        "//e.example/scans",
        "/\\e",
        "\\/e",
        "\\\\e",
        "////e",
        "/%09/e",
        "/%0a/e",
        "/%0D%0ASet-Cookie:a=b",
        "/%2Fe",
        "/%2f%2fe",
        "/%5ce",
        "/\t/e",
        "\t//e",
        " //e",
        "/\n/e",
        "/scans\n",
        "/scans\r\nLocation: //e",
        "https:e",
        "https://e",
        "http:///e",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "e",
        "e.example/scans",
        "@e",
        "/@e:80",
        "/ok:80",
        "/a#b",
        "/\u202ee",
        "/．e",
        "／／e",
        "/<script>",
        "/'\"",
    ],
)
def test_everything_else_falls_back(wanted: str | None) -> None:
    assert safe_next(wanted) == "/"
    assert safe_next(wanted, "/scans") == "/scans"
