"""Judges one site scan: ``python -m bench.site.one_job ID``, with the product's
environment. Writes seconds, seconds of the processor and memory as JSON."""

from __future__ import annotations

import json
import sys
import time
import uuid

from bench.site.meter import peak_mb
from config import settings_or_exit
from webapp import create_app
from webapp.tasks import sites


def main(site_id: str) -> None:
    with create_app(settings_or_exit(), is_worker=True).app_context():
        before, processor, started = peak_mb(), time.process_time(), time.monotonic()
        word = sites.judge_site(str(uuid.UUID(site_id)))
        told = {
            "word": word,
            "seconds": time.monotonic() - started,
            "processor": time.process_time() - processor,
            "peak_mb": peak_mb(),
            "before_mb": before,
        }
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
