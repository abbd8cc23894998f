"""What Lighthouse's error codes say of a page, in words.

https://github.com/GoogleChrome/lighthouse/blob/main/core/lib/lh-error.js
"""

from __future__ import annotations

WORDS = {
    "CHROME_INTERSTITIAL_ERROR": (
        "Chrome showed a warning in the page's place, mostly for a bad certificate"
    ),
    "DNS_FAILURE": "the name of the server could not be looked up",
    "ERRORED_DOCUMENT_REQUEST": "the server answered Lighthouse with an error status",
    "FAILED_DOCUMENT_REQUEST": "the page could not be loaded: the connection failed",
    "INSECURE_DOCUMENT_REQUEST": "the page's certificate is not valid",
    "NOT_HTML": "the server sent something other than HTML",
    "NO_DOCUMENT_REQUEST": "the page was never asked for",
    "NO_FCP": "the page drew nothing on the screen",
    "NO_LCP": "no largest part of the page could be found",
    "PAGE_HUNG": "the page stopped answering, as endless scripts do",
}


def in_words(code: str) -> str:
    """``the page drew nothing on the screen (NO_FCP)``: a part of a sentence."""
    return f"{WORDS.get(code, 'Lighthouse could not measure the page')} ({code})"
