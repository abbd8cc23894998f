"""Pages of one template have one name, those of two templates two."""

from __future__ import annotations

import time

import pytest

from support.pages import fetched
from webapp.pipeline.sites.template import template_of

FRAME = """<body class="{classes}"><div id=page class=site><header class=top><nav>{menu}
</nav></header><div class=content>{main}<aside>{widgets}</aside></div>
<footer><div class=columns>{menu}</div></footer></div></body>"""
ARTICLE = """<main><article class="post post-{n} category-{category}">
<header class=entry-header><h1>Story {n}</h1></header><div class=entry-content>{text}
</div></article><section class=comments>{comments}</section></main>"""
PRODUCT = """<main><div class="product product-{n}"><div class=gallery>{images}</div>
<div class=summary><h1>Thing {n}</h1><form class=cart></form></div></div>
<section class=related>{cards}</section></main>"""
CARD = "<div class=card><div class=inner><p>Card</p></div></div>"


def in_frame(n: int, main: str) -> str:
    menu = "<ul>" + f"<li class='item-{n} current'><a href=/{n}>x</a></li>" * (n + 1)
    return template_of(
        fetched(
            FRAME.format(
                classes=f"page-id-{n}", menu=menu, main=main, widgets="<div></div>" * n
            )
        )
    )


def article(n: int) -> str:
    text = f"<p>Words {n}</p>" * (n + 1) + "<figure></figure><ul><li>x</ul>" * n
    text += "<div class=note>A note.</div>" * (n % 2)
    comments = "<div class=comment>Hello</div>" * (n + 1)
    main = ARTICLE.format(n=n, category=f"of{n}x", text=text, comments=comments)
    return in_frame(n, main)


def product(n: int) -> str:
    images, cards = "<img>" * n, CARD * (n + 1)
    return in_frame(n, PRODUCT.format(n=n, images=images, cards=cards))


def test_pages_of_two_templates() -> None:
    articles = {article(n) for n in range(6)}
    products = {product(n) for n in range(6)}
    assert len(articles) == len(products) == 1
    assert articles != products


def test_without_any_classes() -> None:
    story = "<main><article><h1>x</h1><p>y</p></article></main>"
    shop = "<main><section><div>x</div></section><form></form></main>"
    names = {template_of(fetched(f"<body><nav></nav>{main}")) for main in (story, shop)}
    assert len(names) == 2
    longer = story.replace("<p>y</p>", "<h2>a</h2>" + "<p>z</p><table></table>" * 9)
    assert template_of(fetched(f"<body><nav></nav>{longer}")) in names


def test_only_numbers_and_states_of_classes_are_left_out() -> None:
    one, two, three = (
        template_of(fetched(f"<body><div class='{classes}'><p>x</div>"))
        for classes in ("a1 b is-open", "b a22", "a b c")
    )
    assert one == two
    assert one != three


@pytest.mark.parametrize("html", ["", "\0", "hello", "<frameset><frame></frameset>"])
def test_pages_without_structure(html: str) -> None:
    assert len(template_of(fetched(html))) in (0, 16)


@pytest.mark.parametrize("opened", ["<div>", "<p>", "<div class='a b c d e f'>", "<b>"])
def test_hostile_pages_end(opened: str) -> None:
    begun = time.process_time()
    template_of(fetched(opened * 300_000))
    template_of(fetched(f"<div>{opened}</div>" * 100_000))
    assert time.process_time() - begun < 10
