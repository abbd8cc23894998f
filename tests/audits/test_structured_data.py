"""Walking items of structured data, and asking them."""

from __future__ import annotations

from support.structured import item
from webapp.audits.structured_data import every_item, label, reached, texts, values
from webapp.domain.page_resources import DataItem

ADA = {"@type": "Person", "@id": "#ada", "name": "Ada"}
ARTICLE = item(
    {
        "@type": "Article",
        "headline": " Head ",
        "author": [ADA, "Bob", ""],
        "editor": ADA,
    }
)


def test_each_item_comes_once_in_page_order() -> None:
    kinds = [found.types for found in every_item([ARTICLE, item({"@type": "Event"})])]
    assert kinds == [("Article",), ("Person",), ("Event",)]


def test_a_walk_ends() -> None:
    part = DataItem("json-ld", ("Thing",), "", {}, "")
    whole = DataItem("json-ld", ("Thing",), "", {"about": (part,) * 30_000}, "")
    assert len(list(every_item([whole]))) == 20_000


def test_blank_values_say_nothing() -> None:
    assert len(values(ARTICLE, "author")) == 2
    assert values(ARTICLE, "publisher") == []
    empty = item({"@type": "Article", "author": {"@type": "Person"}})
    assert values(empty, "author") == []


def test_paths_and_texts() -> None:
    assert reached(ARTICLE, "author.name") == ["Ada"]
    assert reached(ARTICLE, "headline.name") == []
    assert texts(ARTICLE, "author") == ["Ada", "Bob"]
    linked = item({"@type": "Article", "author": {"@type": "Person", "@id": "#ada"}})
    assert texts(linked, "author") == ["#ada"]


def test_labels() -> None:
    assert label(ARTICLE) == 'Article "Head"'
    assert label(item({"@type": "Event"})) == "Event"
    assert label(DataItem("microdata", (), "", {}, "")) == "item without a type"
