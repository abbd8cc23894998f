"""Where a webhook may lead, and what is said of an address where it may not."""

from __future__ import annotations

from urllib.parse import urlsplit

from webapp.domain.settings import Network
from webapp.exceptions import Refused, UrlRefused
from webapp.pipeline.crawl import Url, canonical_url, check_url
from webapp.pipeline.crawl.addresses import is_inside
from webapp.services.current import settings

#: In place of the gate's own sentences, which say what is not scanned.
SENTENCES = {
    "bad_scheme": "A webhook’s address has to begin with https://.",
    "bad_port": "A webhook goes to port 443: leave the port out of the address.",
    "blocked_address": "This address is private or reserved: a webhook goes to a "
    "server that the whole internet can reach.",
}
PLAIN = (
    "Without TLS no server outside of the operator’s networks is told: let the address "
    "begin with https://."
)


def checked(url: str) -> str:
    """The canonical address. Its name is resolved, and checked, at each delivery.

    Raises ``Refused`` (422): the gate's codes, own_host.
    """
    networks = settings().scan_allowed_networks
    target = let_through(url, networks)
    if target.scheme != "https" and not networks:
        raise Refused("bad_scheme", SENTENCES["bad_scheme"])
    if target.scheme != "https" and is_surely_outside(target, networks):
        raise Refused("bad_scheme", PLAIN)
    if urlsplit(str(target)).netloc == urlsplit(settings().public_url).netloc:
        raise Refused("own_host", "This address leads back to this service itself.")
    return str(target)


def let_through(url: str, networks: tuple[Network, ...]) -> Url:
    try:
        return canonical_url(check_url(url, networks), networks)
    except UrlRefused as error:
        sentence = SENTENCES.get(error.code) if error.is_well_formed else None
        raise Refused(error.code, sentence or error.message) from error


def is_surely_outside(target: Url, networks: tuple[Network, ...]) -> bool:
    """Of a name nobody knows before it is looked up: it may lead inside by then."""
    return target.address is not None and not is_inside(target.address, networks)
