"""Counters and histograms: what happened since the installation began."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate

from prometheus_client.core import CounterMetricFamily, HistogramMetricFamily, Metric

from webapp.domain.measures import BOUNDS, FULL, Measure
from webapp.domain.queue_names import QUEUES
from webapp.domain.status import ERRORS, ScanStatus, Step
from webapp.models import MeasurementBucket
from webapp.services.attempts import Outcome

#: Of BOUNDS, so that counts are exact: fewer, since each is a series of every label.
SHOWN = (
    *(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0),
    *(10.0, 25.0, 50.0, 100.0, 250.0, 500.0, 1000.0, 2500.0),
)
SHOWN_INDICES = tuple(BOUNDS.index(bound) for bound in SHOWN)

ENDED = (
    *(ScanStatus.TEASER_READY, ScanStatus.FULL_READY),
    *sorted(ERRORS),
    ScanStatus.CANCELED,
)
OUTCOMES = tuple(Outcome)
SERVICES = ("pagespeed", "model")
CALLS = tuple(f"{who} {how}" for who in SERVICES for how in ("ok", "unavailable"))


@dataclass(frozen=True)
class Series:
    """A measure under the name that Prometheus knows; ``known`` labels are told from
    the start, since a rate needs the 0 before the first."""

    measure: Measure
    name: str
    help: str
    labels: tuple[str, ...]
    known: tuple[str, ...] = ()

    def values(self, label: str) -> list[str]:
        """A label for each name; the last takes what is left."""
        parts = label.split(" ", len(self.labels) - 1)
        return parts + [""] * (len(self.labels) - len(parts))


COUNTERS = (
    Series(
        Measure.ACCEPTED,
        "xenlixai_scans_accepted",
        "Scans accepted, or put back by a person.",
        ("queue",),
        QUEUES,
    ),
    Series(
        Measure.SCAN,
        "xenlixai_scans_ended",
        "Scans that ended, by the status they ended in.",
        ("status",),
        ENDED,
    ),
    Series(
        Measure.JOB,
        "xenlixai_background_jobs",
        "Attempts at scans that ended, by outcome.",
        ("status",),
        OUTCOMES,
    ),
    Series(
        Measure.ERROR,
        "xenlixai_errors",
        "Errors of scans, of a try or final, by code.",
        ("code",),
    ),
    Series(
        Measure.FETCH,
        "xenlixai_fetches",
        "Fetches of the page to scan: ok, or the code of the failure.",
        ("outcome",),
        ("ok",),
    ),
    Series(
        Measure.EXTERNAL,
        "xenlixai_external_calls",
        "Calls to services of others that second halves made.",
        ("service", "outcome"),
        CALLS,
    ),
    Series(
        Measure.LEASE_LOST,
        "xenlixai_lease_losses",
        "Attempts that lost their scan, by reason.",
        ("reason",),
        (Outcome.KILLED, Outcome.STOPPED, Outcome.LOST),
    ),
    Series(
        Measure.REPAIR,
        "xenlixai_reconciler_repairs",
        "Scans that the reconciler mended, by what it did.",
        ("kind",),
        ("taken_back", "enqueued", "buried"),
    ),
    Series(
        Measure.DEAD_LETTER,
        "xenlixai_dead_letters",
        "Scans that were given up, by code.",
        ("code",),
        ("worker_lost", "job_refused", "not_delivered"),
    ),
    Series(
        Measure.WEBHOOK,
        "xenlixai_webhook_tries",
        "Tries to deliver a webhook, by outcome.",
        ("outcome",),
        ("delivered", "failed"),
    ),
    Series(
        Measure.SITE,
        "xenlixai_site_scans",
        "Site scans that came to their end, by status.",
        ("status",),
        ("FINISHED", "CANCELED", "FAILED"),
    ),
)
HISTOGRAMS = (
    Series(
        Measure.WAIT,
        "xenlixai_queue_latency_seconds",
        "From when a scan could run to its claim by a worker.",
        ("queue",),
        QUEUES,
    ),
    Series(
        Measure.STEP,
        "xenlixai_step_duration_seconds",
        "Steps of scans; FULL is what follows the teaser.",
        ("step",),
        (*Step, FULL),
    ),
    Series(
        Measure.JOB,
        "xenlixai_background_job_duration_seconds",
        "Attempts at scans, from claim to end.",
        ("status",),
        OUTCOMES,
    ),
    Series(
        Measure.SCAN,
        "xenlixai_scan_duration_seconds",
        "Scans from submission to end, by the status they ended in.",
        ("status",),
        ENDED,
    ),
)


def families(totals: Iterable[MeasurementBucket]) -> Iterable[Metric]:
    """``totals`` are the buckets of all time."""
    found: dict[str, dict[str, MeasurementBucket]] = {}
    for bucket in totals:
        found.setdefault(bucket.name, {})[bucket.label] = bucket
    for series in COUNTERS:
        yield counter(series, found.get(series.measure, {}))
    for series in HISTOGRAMS:
        yield histogram(series, found.get(series.measure, {}))


def counter(series: Series, found: Mapping[str, MeasurementBucket]) -> Metric:
    family = CounterMetricFamily(series.name, series.help, labels=series.labels)
    for label in labels(series, found):
        number = found[label].number if label in found else 0
        family.add_metric(series.values(label), number)
    return family


def histogram(series: Series, found: Mapping[str, MeasurementBucket]) -> Metric:
    family = HistogramMetricFamily(series.name, series.help, labels=series.labels)
    for label in labels(series, found):
        bucket = found.get(label)
        counts = cumulative(bucket.histogram if bucket else {})
        seconds = bucket.seconds if bucket else 0.0
        family.add_metric(series.values(label), counts, seconds)
    return family


def labels(series: Series, found: Mapping[str, object]) -> list[str]:
    return [*series.known, *sorted(set(found) - set(series.known))]


def cumulative(counts: Mapping[str, int]) -> list[tuple[str, float]]:
    """How many events lie below each bound that is shown."""
    below = list(accumulate(counts.get(str(i), 0) for i in range(len(BOUNDS) + 1)))
    shown = [(str(SHOWN[n]), below[i]) for n, i in enumerate(SHOWN_INDICES)]
    return [*shown, ("+Inf", below[-1])]
