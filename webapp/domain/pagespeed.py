"""What PageSpeed Insights or a local Lighthouse measured."""

from __future__ import annotations

from dataclasses import dataclass

#: A phone and a desk, in the order in which they are shown.
STRATEGIES = ("mobile", "desktop")
#: Ratings from best to worst.
RATINGS = ("good", "fair", "poor")


@dataclass(frozen=True, slots=True)
class Metric:
    """One measured figure; ``unit`` is ``ms`` or empty (CLS has none), ``rating`` is
    ``good``, ``fair`` or ``poor`` by Google's thresholds."""

    id: str
    value: float
    unit: str
    rating: str

    @property
    def shown(self) -> str:
        """``350 ms``, ``2.4 s`` or, of CLS, ``0.12``."""
        if self.unit != "ms":
            return f"{self.value:.2f}"
        if self.value < 1000:
            return f"{self.value:.0f} ms"
        return f"{self.value / 1000:.1f} s"


@dataclass(frozen=True, slots=True)
class FieldData:
    """What real visitors had at the 75th percentile in the last 28 days (CrUX).
    ``scope`` is ``page``, or ``origin`` where the page alone has too few visitors."""

    scope: str
    metrics: tuple[Metric, ...]

    def metric(self, name: str) -> Metric | None:
        """The metric by its id (LCP, INP, CLS, FCP, TTFB), or None."""
        return next((m for m in self.metrics if m.id == name), None)

    @property
    def core_web_vitals(self) -> str | None:
        """The worst rating of LCP, INP and CLS, or None without LCP or CLS.

        INP may lack, for visitors who only look at a page.
        https://developers.google.com/speed/docs/insights/v5/about
        """
        lcp, inp, cls = (self.metric(name) for name in ("LCP", "INP", "CLS"))
        if lcp is None or cls is None:
            return None
        known = [metric.rating for metric in (lcp, inp, cls) if metric]
        return max(known, key=RATINGS.index)


@dataclass(frozen=True, slots=True)
class Opportunity:
    """A failed check of Lighthouse's, in plain text: ``shown`` is what it found (its
    ``displayValue``), ``savings`` such as ``LCP 1.2 s``; both may be empty."""

    id: str
    title: str
    shown: str
    savings: str


@dataclass(frozen=True, slots=True)
class StrategyResult:
    """One run, for a phone (``mobile``) or a desk (``desktop``).

    ``scores`` are 0 to 100 by Lighthouse's category ids, None where it gave none;
    ``lab`` its metrics (FCP, LCP, TBT, CLS, SI, TTFB). ``problem`` is the code of what
    Lighthouse says of the page (``NO_FCP``), a finding about the page. ``unavailable``
    is the reason why there is no result at all, which is not the page's fault.
    ``opportunities`` are the failed checks that cost most, at most ten.
    """

    strategy: str
    scores: dict[str, int | None]
    lab: tuple[Metric, ...]
    field: FieldData | None
    warnings: tuple[str, ...] = ()
    lighthouse_version: str = ""
    problem: str = ""
    unavailable: str = ""
    opportunities: tuple[Opportunity, ...] = ()


@dataclass(frozen=True, slots=True)
class PageSpeed:
    """All runs of one scan; ``provider`` is ``psi``, ``lighthouse`` or ``none``."""

    provider: str
    results: tuple[StrategyResult, ...]

    def result(self, strategy: str) -> StrategyResult | None:
        """The run for this strategy that measured something, or None."""
        found = (r for r in self.results if r.strategy == strategy)
        return next((r for r in found if not r.unavailable), None)

    @property
    def unavailable(self) -> str:
        """Why no run measured anything; empty where one did."""
        if any(not result.unavailable for result in self.results):
            return ""
        reasons = (result.unavailable for result in self.results)
        return next(reasons, "not measured: PageSpeed was not asked")


def unmeasured(strategy: str, reason: str) -> StrategyResult:
    """A run that brought nothing, for this reason (``not measured: …``)."""
    return StrategyResult(strategy, {}, (), None, unavailable=reason)
