"""a11y.names."""

from __future__ import annotations

import pytest

from support.pages import check

ID = "a11y.names"


@pytest.mark.parametrize(
    "html",
    [
        "<label>Mail <input></label>",
        "<label for=m>Mail</label><input id=m>",
        "<span id=l>Mail</span><input aria-labelledby=l>",
        "<input placeholder=Mail><input title=Mail><input aria-label=Mail>",
        "<button>Send</button><button><img src=i alt=Send></button>",
        "<input type=submit><input type=reset><input type=button value=Go>",
        "<input type=image src=i alt=Search>",
        "<iframe src=/map title=Map></iframe>",
    ],
)
def test_it_passes(html: str) -> None:
    assert check(ID, html).outcome == "pass"


@pytest.mark.parametrize(
    ("html", "note"),
    [
        ("<input>", "text"),
        ("<input type=button>", "button"),
        ("<button><svg></svg></button>", "button"),
        ("<select><option>A</select>", "select"),
        ("<textarea></textarea>", "textarea"),
        ("<input type=image src=i>", "an image button without alt"),
        ("<iframe src=/map></iframe>", "an iframe without a title"),
        ("<label for=other>Mail</label><input id=m>", "text"),
    ],
)
def test_it_fails(html: str, note: str) -> None:
    result = check(ID, f"{html}<button>Send</button>")
    assert (result.outcome, result.score) == ("fail", 0)
    assert result.explanation == "1 of 2 elements."
    assert result.findings[0].note == note


@pytest.mark.parametrize(
    "html",
    [
        "<p>x",
        "<input type=hidden>",
        "<div hidden><input></div>",
        "<button aria-hidden=true></button>",
        "<iframe src=/pixel width=1 height=1></iframe>",
        "<iframe src=/pixel height=0></iframe>",
    ],
)
def test_it_does_not_apply(html: str) -> None:
    assert check(ID, html).outcome == "na"
