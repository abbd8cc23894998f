"""What is said below the table of tools: the same word means something else to each."""

from __future__ import annotations

from bench.site.others import Told

WORDS = """
Pages given: different addresses of HTML that the server answered with 200. Pages it
counts: ours are scanned pages that are no redirects; advertools' all addresses that
answered 200, files as well; those of python-seo-analyzer all that did not break it,
whatever their status; it is given the addresses, since it takes each relative link as
one from the root. Of the others the start is left out, since our processes are up.
"""


def show(pages: list[str], tools: list[Told]) -> None:
    print(WORDS)
    for told in tools:
        for note in notes_on(told, frozenset(pages)):
            print(f"- {told.name}: {note}")


def notes_on(told: Told, pages: frozenset[str]) -> list[str]:
    found = []
    if left_out := pages - told.given:
        found.append(f"{len(left_out):,} pages were not given, as {min(left_out)}")
    if beyond := told.given - pages:
        found.append(f"{len(beyond):,} other pages were given, as {min(beyond)}")
    if told.broken:
        found.append(f"{told.broken:,} addresses failed")
    if told.start is not None:
        seconds, processor = told.start.wall, told.start.processor
        found.append(
            f"its start took {seconds:.1f} s, {processor:.1f} of the processor"
        )
        if processor > told.processor:
            found.append("that is most of it all: its figures need more pages")
    return found
