"""content.thin-section."""

from __future__ import annotations

from support.site_views import Draft, check, faults, page, site

ID = "content.thin-section"


def tags(*words: int) -> list[Draft]:
    paths = enumerate(words)
    return [page(f"/tags/{place}", word_count=number) for place, number in paths]


def test_it_passes() -> None:
    view = site(page("/", word_count=5), *tags(5, 5, 100, 300, 300))
    assert (check(ID, view).outcome, check(ID, view).judged) == ("pass", 5)


def test_it_fails_for_the_thin_pages_of_the_section() -> None:
    view = site(page("/"), *tags(5, 1, 99, 300, 300))
    assert faults(ID, view) == {
        "/tags/0": "5 words in /tags/, where 99 are usual",
        "/tags/1": "1 word in /tags/, where 99 are usual",
        "/tags/2": "99 words in /tags/, where 99 are usual",
    }


def test_hidden_pages_and_slashes_make_no_difference() -> None:
    hidden = page("/tags/x/", word_count=1, is_noindex=True)
    four = site(page("/"), hidden, *tags(5, 5, 5, 5))
    assert check(ID, four).outcome == "na"
    five = site(page("/tags/"), page("/tags/x/?a=/b/", word_count=1), *tags(5, 5, 5, 5))
    assert len(faults(ID, five)) == 5


def test_it_does_not_apply_to_small_sections() -> None:
    assert check(ID, site(page("/"), *tags(5, 5, 5, 5))).outcome == "na"
