"""wrk: found or told to be missing, driven by a Lua script, its figures read.

https://github.com/wg/wrk/blob/master/SCRIPTING
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: ``%`` of these clients' requests take less.
SHARES = (50, 95, 99)

#: One client after the other, each with its own path and headers; a body's ``{n}``
#: becomes a number that no other request of the run has. One thread: it is enough for
#: all of them, and the number needs no lock.
SCRIPT = """
local method, clients = {method}, {{
{clients}
}}
local body = {body}
local n = 0

function request()
  n = n + 1
  local client = clients[n % #clients + 1]
  local sent = body and body:gsub("{{n}}", {tag} .. "-" .. n) or nil
  return wrk.format(method, client[1], client[2], sent)
end
{pace}
function done(summary, latency)
  local e = summary.errors
  print(string.format(
    '\\n{{"requests": %d, "microseconds": %d, "bytes": %d, "refused": %d, '
      .. '"broken": %d, "milliseconds": [%f, %f, %f]}}',
    summary.requests, summary.duration, summary.bytes, e.status,
    e.connect + e.read + e.write + e.timeout,
    latency:percentile({shares[0]}) / 1000, latency:percentile({shares[1]}) / 1000,
    latency:percentile({shares[2]}) / 1000))
end
"""
#: Once a second, a little more or less, as browsers do; the first ones are spread.
PACE = """
local asked = 0
function delay()
  asked = asked + 1
  if asked <= {connections} then return math.random(0, 1000) end
  return math.random(950, 1050)
end
"""


@dataclass(frozen=True)
class Client:
    """Whose requests they are."""

    path: str
    headers: dict[str, str]


@dataclass(frozen=True)
class Load:
    """What is asked; ``is_paced``: once a second by each connection, else at once."""

    name: str
    connections: int
    clients: Sequence[Client]
    method: str = "GET"
    body: str = ""
    is_paced: bool = False


@dataclass(frozen=True)
class Told:
    """What wrk saw; ``milliseconds`` by ``SHARES``."""

    requests: int
    per_second: float
    bytes_each: float
    refused: int
    broken: int
    milliseconds: tuple[float, ...]


def binary() -> str:
    found = shutil.which("wrk")
    if found is None:
        raise SystemExit(
            "wrk is not installed here, and nothing can be measured without it. "
            "On Debian and Ubuntu: apt install wrk"
        )
    return found


def script(load: Load, tag: str) -> str:
    pace = PACE.format(connections=load.connections) if load.is_paced else ""
    return SCRIPT.format(
        method=quoted(load.method),
        clients="\n".join(table(client) for client in load.clients),
        body=quoted(load.body) if load.body else "nil",
        tag=quoted(tag),
        pace=pace,
        shares=SHARES,
    )


def table(client: Client) -> str:
    headers = ", ".join(
        f"[{quoted(name)}] = {quoted(value)}" for name, value in client.headers.items()
    )
    return f"  {{{quoted(client.path)}, {{{headers}}}}},"


def quoted(text: str) -> str:
    """As Lua writes a text; ours are ASCII, of which JSON quotes the same."""
    return json.dumps(text)


class Run:
    """One wrk at work, beside others maybe."""

    def __init__(self, load: Load, url: str, seconds: float, folder: Path) -> None:
        self.load = load
        tag = re.sub("[^a-z]+", "-", load.name.lower()) + f"-{load.connections}"
        path = folder / f"{tag}.lua"
        path.write_text(script(load, f"{tag}-{seconds:g}"))
        command = [binary(), "-t1", f"-c{load.connections}", f"-d{seconds:g}s"]
        command += ["--timeout", "10s", "-s", str(path), url]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def told(self) -> Told:
        said, _ = self.process.communicate()
        if self.process.returncode:
            raise SystemExit(f"wrk failed: {said}")
        return read(said)


def read(said: str) -> Told:
    """From the last line, which our script printed."""
    found: dict[str, Any] = json.loads(said.strip().splitlines()[-1])
    number = max(1, found["requests"])
    return Told(
        requests=found["requests"],
        per_second=found["requests"] / (found["microseconds"] / 1e6),
        bytes_each=found["bytes"] / number,
        refused=found["refused"],
        broken=found["broken"],
        milliseconds=tuple(found["milliseconds"]),
    )
