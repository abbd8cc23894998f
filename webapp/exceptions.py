"""The errors that people are told of: each has a code (contract) and a sentence."""

from __future__ import annotations


class XenlixError(Exception):
    """Base of every error of ours.

    ``code`` is the stable name that the form, the API and the stored scan show;
    ``message`` is one sentence that says what happened and what to do.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


class UrlRefused(XenlixError):
    """A URL that we will not fetch: ends a scan in ERROR_VALIDATION.

    ``is_well_formed``: nothing is wrong with it, only we do not scan what is there.
    """

    def __init__(self, code: str, message: str, *, is_well_formed: bool = False):
        super().__init__(code, message)
        self.is_well_formed = is_well_formed


class FetchFailed(XenlixError):
    """A fetch that brought no usable page: ends a scan in ERROR_CRAWL.

    ``is_transient`` says whether trying again may help; ``retry_after`` is what the
    server asked for, in seconds, or None.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        is_transient: bool = False,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(code, message)
        self.is_transient = is_transient
        self.retry_after = retry_after


class AnalysisFailed(XenlixError):
    """A page that was fetched and could not be worked on: ERROR_ANALYZE."""


class DomainBusy(XenlixError):
    """Another scan fetches from this domain: come back in ``wait`` seconds."""

    def __init__(self, domain: str, wait: float) -> None:
        sentence = f"Pages of {domain} are fetched one at a time, for the site's sake."
        super().__init__("domain_busy", sentence)
        self.wait = wait


class LeaseLost(XenlixError):
    """Another attempt holds the scan now: stop and store nothing."""

    def __init__(self) -> None:
        super().__init__("lease_lost", "Another attempt took this scan over.")


class NotClaimed(XenlixError):
    """The database did not answer, so a delivery began nothing: told to RQ, which
    delivers again; in its records the reconciler knows it by this class's name."""

    def __init__(self, scan_id: object) -> None:
        super().__init__("not_claimed", f"Scan {scan_id}: no answer of the database.")


class JobTimedOut(BaseException):
    """The job ran longer than it may.

    No ``Exception``, so that no broad ``except``, of ours or of a library's, swallows
    it and lets the job go on.
    """


class Refused(XenlixError):
    """A request that a person can put right: 4xx with code and sentence."""

    def __init__(self, code: str, message: str, status: int = 422) -> None:
        super().__init__(code, message)
        self.status = status


class Unavailable(XenlixError):
    """Not now; the same request may succeed in ``retry_after`` seconds: 503, or 429
    where the sender asked too often."""

    def __init__(
        self, code: str, message: str, retry_after: int = 30, status: int = 503
    ) -> None:
        super().__init__(code, message)
        self.status = status
        self.retry_after = retry_after
