"""eeat.author: an article says who wrote it."""

from __future__ import annotations

from datetime import date

from webapp.audits.audit import AuditMeta, failed, not_applicable, passed, warned
from webapp.audits.author_names import more_than_a_name
from webapp.audits.schema_org import is_a
from webapp.audits.structured_data import every_item, of_type, texts, values
from webapp.domain.audit_result import AuditResult, Finding, Severity
from webapp.domain.page_resources import DataItem
from webapp.domain.parsed_page import ParsedPage

META = AuditMeta(
    id="eeat.author",
    category="trust",
    severity=Severity.MINOR,
    title="The article names its author",
    failure_title="The article does not clearly name its author",
    why=(
        "Readers, search engines and assistants judge an article by who stands "
        "behind it."
    ),
    how_to_fix=(
        "Show a byline, and give the article's item an author with the plain name and "
        "a url of the person's page."
    ),
    source="https://developers.google.com/search/docs/appearance/structured-data/article#author-bp",
    verified=date(2026, 11, 24),
    finds_absence=True,
    rule=(
        "Fails if a page that is an article (an item of type Article or a subtype, or "
        "og:type article) has no author: no property of the item, no byline, no "
        "rel=author, no meta author. Warns if the name of an author who is no "
        "organization holds more than one person's name: by, a title, or several "
        "names. Does not apply to other pages."
    ),
    wrong=(
        '<article itemscope itemtype="https://schema.org/Article">\n'
        '<h1 itemprop="headline">Growing tomatoes</h1>'
    ),
    right=(
        '<article itemscope itemtype="https://schema.org/Article">\n'
        '<h1 itemprop="headline">Growing tomatoes</h1>\n'
        '<a itemprop="author" href="/ada">Ada Green</a>'
    ),
)


def run(page: ParsedPage) -> AuditResult:
    articles = of_type(every_item(page.items), "Article")
    if not articles and page.open_graph.get("og:type", "").lower() != "article":
        return not_applicable("The page is not marked as an article.")
    named = [name for item in articles for name in texts(item, "author")]
    people = dict.fromkeys(name for item in articles for name in persons(item))
    bad = [(name, note) for name in people if (note := more_than_a_name(name))]
    if bad:
        found = (Finding(name, note) for name, note in bad)
        return warned("The author's name is more than a name.", found)
    authors = [*named, *page.bylines, *linked(page)]
    authors += [m.content for m in page.metas_named("author") if m.content]
    if authors:
        return passed(f'The author is "{authors[0][:80]}".')
    return failed("Neither the text nor the markup names an author.")


def persons(item: DataItem) -> list[str]:
    """The names of authors that do not say that they are organizations."""
    authors = values(item, "author")
    things = [author for author in authors if isinstance(author, DataItem)]
    others = [thing for thing in things if not is_a(thing.types, "Organization")]
    names = [name for thing in others for name in texts(thing, "name")]
    return names + [author for author in authors if isinstance(author, str)]


def linked(page: ParsedPage) -> list[str]:
    links = [link.label or link.url for link in page.links if "author" in link.rel]
    return links + [e.url for e in page.link_elements if "author" in e.rel and e.url]
