"""What PageSpeed Insights or a local Lighthouse measured."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Metric:
    """One measured figure; ``unit`` is ``ms`` or empty (CLS has none), ``rating`` is
    ``good``, ``fair`` or ``poor`` by Google's thresholds."""

    id: str
    value: float
    unit: str
    rating: str


@dataclass(frozen=True, slots=True)
class FieldData:
    """What real visitors had at the 75th percentile in the last 28 days (CrUX).
    ``scope`` is ``page``, or ``origin`` where the page alone has too few visitors."""

    scope: str
    metrics: tuple[Metric, ...]

    def metric(self, name: str) -> Metric | None:
        """The metric by its id (LCP, INP, CLS, FCP, TTFB), or None."""
        return next((m for m in self.metrics if m.id == name), None)


@dataclass(frozen=True, slots=True)
class StrategyResult:
    """One run, for a phone (``mobile``) or a desk (``desktop``).

    ``scores`` are 0 to 100 by Lighthouse's category ids, None where it gave none;
    ``lab`` its metrics (FCP, LCP, TBT, CLS, SI, TTFB). ``problem`` is the code of what
    Lighthouse says of the page (``NO_FCP``), a finding about the page. ``unavailable``
    is the reason why there is no result at all, which is not the page's fault.
    """

    strategy: str
    scores: dict[str, int | None]
    lab: tuple[Metric, ...]
    field: FieldData | None
    warnings: tuple[str, ...] = ()
    lighthouse_version: str = ""
    problem: str = ""
    unavailable: str = ""


@dataclass(frozen=True, slots=True)
class PageSpeed:
    """All runs of one scan; ``provider`` is ``psi`` or ``lighthouse``."""

    provider: str
    results: tuple[StrategyResult, ...]

    def result(self, strategy: str) -> StrategyResult | None:
        """The run for this strategy that measured something, or None."""
        found = (r for r in self.results if r.strategy == strategy)
        return next((r for r in found if not r.unavailable), None)
