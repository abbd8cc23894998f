"""Names to addresses, within a bound.

``getaddrinfo`` has no time-out of its own, so public names go to dnspython; only where
private networks are allowed is the system asked too, since their names may stand in its
hosts file.
"""

from __future__ import annotations

import socket
import threading

import dns.exception
import dns.resolver

from webapp.exceptions import FetchFailed

LIFETIME_SECONDS = 3.0


def resolve_public(host: str, seconds: float) -> list[str]:
    """Every A and AAAA address of a name, from DNS alone, without search suffixes."""
    lifetime = max(0.1, min(LIFETIME_SECONDS, seconds))
    try:
        answers = dns.resolver.Resolver().resolve_name(
            host, lifetime=lifetime, search=False
        )
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer) as error:
        raise not_found() from error
    except dns.exception.DNSException as error:
        raise failure() from error
    return list(answers.addresses())


def resolve_with_system(host: str, seconds: float) -> list[str]:
    """What the system says (hosts file included), else what DNS says."""
    found: list[str] = []

    def ask() -> None:
        try:
            entries = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        except OSError:
            return
        found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.1, min(LIFETIME_SECONDS, seconds)))
    return list(found) or resolve_public(host, seconds)


def not_found() -> FetchFailed:
    sentence = "There is no server of this name. Check the spelling."
    return FetchFailed("dns_not_found", sentence)


def failure() -> FetchFailed:
    sentence = "The name could not be looked up: its name server does not answer."
    return FetchFailed("dns_failure", sentence, is_transient=True)
