"""Site scans: many pages of one site, judged by themselves and against each other.

``starting`` makes the run; ``discovery`` reads robots.txt and sitemaps into the
``frontier``; ``feeding`` makes scans of its pages, few at a time; ``page_ends`` takes
in what each found; ``judging`` ends the run. ``progress`` of it all is driven by the
ends of pages, and by the leader (``asking``), who finds what a death left undone.
"""
