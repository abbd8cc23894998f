"""The same content is the same item in JSON-LD, microdata and RDFa."""

from __future__ import annotations

import pytest

from support.pages import fetched
from webapp.domain.page_resources import DataItem
from webapp.pipeline.parse import parse

JSON_LD = """<script type="application/ld+json">
{"@context": "https://schema.org", "@type": "Product", "@id": "#shoe",
 "name": "Blue shoe", "image": "https://example.com/a.jpg",
 "url": "https://example.com/shoe", "releaseDate": "2026-05-04", "sku": "7",
 "description": "Light and blue.",
 "brand": {"@id": "#acme"},
 "offers": [
  {"@type": "Offer", "price": "49.90", "priceCurrency": "EUR",
   "availability": "https://schema.org/InStock"},
  {"@type": "Offer", "price": "59.90", "priceCurrency": "EUR",
   "availability": "https://schema.org/SoldOut"}],
 "review": {"@type": "Review", "author": {"@type": "Person", "name": "Ada"},
  "reviewRating": {"@type": "Rating", "ratingValue": "5"}}}
</script>
<script type="application/ld+json">
{"@context": "https://schema.org", "@type": ["Brand", "Organization"], "@id": "#acme",
 "name": "Acme"}
</script>"""

MICRODATA = """
<div itemscope itemtype="https://schema.org/Product" itemid="#shoe" itemref="more">
 <h1 itemprop="name"> Blue
  <b>shoe</b></h1>
 <img itemprop="image" src="/a.jpg"><a itemprop="url" href="/shoe">Shoe</a>
 <time itemprop="releaseDate" datetime="2026-05-04">4 May</time>
 <data itemprop="sku" value="7">seven</data>
 <p itemprop="description">Light and <i>blue</i>.</p>
 <div itemprop="brand" itemscope itemid="#acme"
  itemtype="https://schema.org/Brand https://schema.org/Organization">
  <span itemprop="name">Acme</span></div>
 <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
  <span itemprop="price" content="49.90">€ 49,90</span>
  <meta itemprop="priceCurrency" content="EUR">
  <link itemprop="availability" href="https://schema.org/InStock"></div>
 <div itemprop="offers" itemscope itemtype="https://schema.org/Offer">
  <meta itemprop="price" content="59.90">
  <meta itemprop="priceCurrency" content="EUR">
  <link itemprop="availability" href="https://schema.org/SoldOut"></div>
</div>
<div id="more"><div itemprop="review" itemscope itemtype="https://schema.org/Review">
 <span itemprop="author" itemscope itemtype="https://schema.org/Person">by
  <span itemprop="name">Ada</span></span>
 <span itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
  <span itemprop="ratingValue">5</span></span>
</div></div>"""

RDFA = """
<div vocab="https://schema.org/" typeof="Product" resource="#shoe">
 <h1 property="name"> Blue
  <b>shoe</b></h1>
 <img property="image" src="/a.jpg"><a property="url" href="/shoe">Shoe</a>
 <time property="releaseDate" datetime="2026-05-04">4 May</time>
 <span property="sku" content="7">seven</span>
 <p property="description">Light and <i>blue</i>.</p>
 <link property="brand" resource="#acme">
 <div property="offers" typeof="Offer">
  <span property="price" content="49.90">€ 49,90</span>
  <meta property="priceCurrency" content="EUR">
  <link property="availability" href="https://schema.org/InStock"></div>
 <div property="offers" typeof="Offer">
  <meta property="price" content="59.90">
  <meta property="priceCurrency" content="EUR">
  <link property="availability" href="https://schema.org/SoldOut"></div>
 <div property="review" typeof="Review">
  <span property="author" typeof="Person">by <span property="name">Ada</span></span>
  <span property="reviewRating" typeof="Rating">
   <span property="ratingValue">5</span></span></div>
</div>
<div vocab="https://schema.org/" typeof="Brand Organization" resource="#acme">
 <span property="name">Acme</span></div>"""


def items(html: str) -> tuple[DataItem, ...]:
    return parse(fetched(f"<!doctype html><title>x</title>{html}")).items


def content(value: object) -> object:
    """An item without its syntax and place."""
    if not isinstance(value, DataItem):
        return value
    properties = {
        name: [content(entry) for entry in values]
        for name, values in sorted(value.properties.items())
    }
    return value.types, value.id, properties


@pytest.mark.parametrize("html", [MICRODATA, RDFA], ids=["microdata", "rdfa"])
def test_the_three_syntaxes_give_the_same(html: str) -> None:
    assert content(items(html)[0]) == content(items(JSON_LD)[0])


def test_what_they_give() -> None:
    item = items(JSON_LD)[0]
    assert (item.syntax, item.types, item.place) == (
        "json-ld",
        ("Product",),
        "JSON-LD, line 1",
    )
    assert item.id == "https://example.com/page#shoe"
    assert item.context == "https://schema.org"
    assert item.properties["name"] == ("Blue shoe",)
    (brand,) = item.properties["brand"]
    assert isinstance(brand, DataItem)
    assert brand.types == ("Brand", "Organization")
    assert brand.properties == {"name": ("Acme",)}


def test_all_syntaxes_of_a_page_are_read() -> None:
    found = items(JSON_LD + MICRODATA + RDFA)
    assert [item.syntax for item in found] == [
        *["json-ld"] * 2,
        "microdata",
        *["rdfa"] * 2,
    ]
    line = JSON_LD.count("\n") + 2  # microdata begins with a line break
    assert found[2].place == f"microdata, line {line}"


def test_a_page_without_any_has_none() -> None:
    assert items('<p property="og:title">x') == ()
