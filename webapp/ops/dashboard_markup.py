"""rq-dashboard's page templates in words that are true, and with labels.

A text that a later release of the package has changed stays as it is; the tests of the
dashboard's look would tell.
"""

from __future__ import annotations

import re

from markupsafe import Markup

LABEL = '<label class="input-group-text mb-0" for="select-{}">{}</label>'
FOCUSABLE = ' tabindex="0" role="region" aria-label="Table">'
QUEUES = """
    This list below contains all the registered queues with the number of jobs
    currently in the queue. Select a queue from above to view all jobs currently
    pending on the queue.
"""
WORKERS = """
    This list below contains all the registered workers with their state and work
    queues.
"""
#: Said of every list, the failed jobs' as well.
JOBS = "This list below contains all the queued jobs on queue"

#: What the package writes, white space apart, and what stands there instead.
REPLACED = (
    (QUEUES, "How many jobs are in which state. A number leads to the list of them."),
    (WORKERS, "The workers, what each is at work on, and the queues that it serves."),
    (
        "Remove all jobs from this queue (<b>destructive</b>)",
        "Delete every job of this list, and cancel the scans that wait for them",
    ),
    ("Empty queue</a>", "Empty this list</a>"),
    ("Requeue All</a>", "Requeue all</a>"),
    ("&nbsp;jobs</th>", "</th>"),
    ("<h2><strong>Job ID</strong>:", "<h1>Job"),
    ("</h2>", "</h1>"),
    (
        '<div class="section"> <div class="input-group"',
        '<div class="section"><h1>Jobs</h1><div class="input-group"',
    ),
    ('<span class="input-group-text">Queue:</span>', LABEL.format("queue", "Queue")),
    (
        '<span class="input-group-text">Registry:</span>',
        LABEL.format("registry", "State"),
    ),
    (
        '<span class="input-group-text">Sort Order:</span>',
        LABEL.format("sort-order", "Order"),
    ),
    (
        '<div class="input-group-text">On page:</div>',
        LABEL.format("per-page", "Jobs a page"),
    ),
    ('<div class="table-responsive">', '<div class="table-responsive"' + FOCUSABLE),
    (
        '<div class="table-responsive-md">',
        '<div class="table-responsive-md"' + FOCUSABLE,
    ),
    ("</strong>.</p>", "</strong>.</span></p>"),
)
PATTERNS = [
    (re.compile(r"\s+".join(map(re.escape, text.split()))), ours)
    for text, ours in REPLACED
]
#: A text that one of the package's templates escapes in its own way.
ESCAPED_ALREADY = re.compile(r"<%= \$\('<div/>'\)\.text\(([\w.]+)\)\.html\(\) %>")


def true_words(page: Markup, registry: str = "") -> Markup:
    """A page of the package's; ``registry`` is the state of the jobs that it lists."""
    told = f'<span class="d-block">{registry.capitalize()} jobs of the queue'
    text = str(page).replace(JOBS, told)
    for pattern, ours in PATTERNS:
        text = pattern.sub(ours, text)
    return Markup(text)  # noqa: S704 (Jinja rendered it; what replaces is ours)


def escape_job_data(page: Markup) -> Markup:
    """The package's templates for the browser with every value escaped: their tag
    ``<%=`` prints as it is, ``<%-`` escapes."""
    escaping = ESCAPED_ALREADY.sub(r"<%- \1 %>", str(page)).replace("<%=", "<%-")
    return Markup(escaping)  # noqa: S704 (Jinja rendered it and escaped its values)
