"""Names to addresses, within a bound.

``getaddrinfo`` has no time-out of its own, so public names go to dnspython; where
private networks are allowed the system is asked instead, since it alone knows the names
of its hosts file and of its network.
"""

from __future__ import annotations

import socket
import threading

import dns.exception
import dns.resolver

from webapp.exceptions import FetchFailed

LIFETIME_SECONDS = 3.0
#: No such name, or none with an address. https://man7.org/linux/man-pages/man3/getaddrinfo.3.html
UNKNOWN_NAME = frozenset({socket.EAI_NONAME, socket.EAI_NODATA})


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
    """What the system says. Raises ``FetchFailed`` (dns_not_found, dns_failure)."""
    found: list[str] = []
    failed: list[Exception] = []

    def ask() -> None:
        try:
            # A hosts file knows no name that ends with a dot.
            name = host.removesuffix(".")
            entries = socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            failed.append(error)
        else:
            found.extend(dict.fromkeys(str(entry[4][0]) for entry in entries))

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(max(0.1, min(LIFETIME_SECONDS, seconds)))
    if found:
        return list(found)
    if failed and getattr(failed[0], "errno", None) in UNKNOWN_NAME:
        raise not_found() from failed[0]
    raise failure()


def not_found() -> FetchFailed:
    sentence = "There is no server of this name. Check the spelling."
    return FetchFailed("dns_not_found", sentence)


def failure() -> FetchFailed:
    sentence = "The name could not be looked up: its name server does not answer."
    return FetchFailed("dns_failure", sentence, is_transient=True)
