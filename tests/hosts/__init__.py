"""Two hosts, web and workers apart, whose link to the store is cut under load.

Hosts are network namespaces of this machine, each with addresses of its own; nothing
outside them is reached. ``python -m hosts`` needs root, Linux and ``ip`` (iproute2).
"""

from __future__ import annotations
