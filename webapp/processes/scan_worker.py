"""The RQ worker: RQ's own, with what was measured to be missing.

- Its work horse dies with it (PR_SET_PDEATHSIG) and survives SIGTERM.
- On SIGTERM the horse gets ``STOP_GRACE_SECONDS``, then it is killed and its lease is
  given back without costing the scan a try.
- A killed horse's lease is given back at once.
- It says in the database that it is alive; RQ's registry forgets it in an outage.
- A job's time-out cannot be swallowed; a horse that it does not reach (one long call
  in C) is killed a few seconds later instead of a minute.
"""

from __future__ import annotations

import ctypes
import logging
import os
import signal
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from flask import Flask, current_app
from redis.exceptions import ConnectionError as RedisGone
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as RedisSilent
from rq import Queue
from rq.exceptions import StopRequested
from rq.executions import Execution
from rq.job import Job
from rq.utils import now as rq_now
from sqlalchemy.exc import SQLAlchemyError

from webapp import queues
from webapp.domain.version import VERSION
from webapp.extensions import db
from webapp.processes import listening
from webapp.processes.endings import has_ended, is_done
from webapp.processes.firm_timeout import FirmTimeout
from webapp.processes.intake import Intake
from webapp.processes.memory import resident_bytes
from webapp.services import deliveries, leases, schema, workers
from webapp.services.current import settings
from webapp.services.dispatch import parse_job_id

log = logging.getLogger(__name__)

PR_SET_PDEATHSIG = 1  # prctl(2)
BEAT_SECONDS = 5
#: A horse that its time-out did not end is killed this many seconds after it.
LATE_SECONDS = 5
#: Where memory runs out, the kernel is to choose the horse, whose scan is tried again.
OOM_SCORE = "500"


class ScanWorker(Intake):
    """One process that serves queues; each job runs in a work horse of its own."""

    #: Wait at most this long between two attempts to reach Redis (RQ: 60 s).
    max_connection_wait_time = 5.0
    #: Of the process, not of one worker object: a new one is made after an outage.
    is_told_to_end = False
    death_penalty_class = FirmTimeout

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["worker_ttl"] = 20  # an idle worker blocks for ttl - 15 = 5 s
        kwargs["job_monitoring_interval"] = BEAT_SECONDS
        kwargs["maintenance_interval"] = 10
        super().__init__(*args, **kwargs)
        self.has_stopped_horse = False
        self.beat_at = 0.0
        self.jobs_done = 0

    # RQ keeps a job "started" for 60 s after the last heartbeat; a third of that is
    # plenty with a heartbeat every 5 s.
    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:
        return 4 * BEAT_SECONDS

    def heartbeat(self, timeout: int | None = None, pipeline: Any = None) -> None:
        self.beat()  # first: it is to be heard during an outage of Redis, too
        super().heartbeat(timeout, pipeline)

    def beat(self, state: str | None = None) -> None:
        """Write the heartbeat row, at most every few seconds, from the main thread.

        Nothing may stay open in the parent: a horse would inherit the connection.
        """
        now = time.monotonic()
        if self.is_horse or now - self.beat_at < BEAT_SECONDS - 1:
            return
        self.beat_at = now
        job = next(iter(self.running_jobs()), None)
        pids = [os.getpid(), self.horse_pid] if self.horse_pid else [os.getpid()]
        told = workers.Beat(
            name=self.name,
            pid=os.getpid(),
            version=VERSION,
            queues=tuple(self.queue_names()),
            state=state or self.state_in_a_word(job),
            current_job=job,
            jobs_done=self.jobs_done,
            memory=resident_bytes(*pids),
        )
        try:
            self.is_draining = workers.beat(told)
        except SQLAlchemyError as error:
            log.warning("worker %s: heartbeat not written: %s", self.name, error)
        finally:
            schema.close_database()

    def handle_payload(self, message: dict[str, Any]) -> None:
        listening.obey(self, message)

    def _pubsub_exception_handler(
        self, exc: Exception, pubsub: Any, pubsub_thread: Any
    ) -> None:
        # After a time-out RQ would end the thread, and the worker hear of no stop.
        if isinstance(exc, RedisSilent):
            exc = RedisGone(str(exc))
        super()._pubsub_exception_handler(exc, pubsub, pubsub_thread)

    def running_jobs(self) -> list[str]:
        return [execution.job_id for execution in self.executions.values()]

    def clean_registries(self) -> None:
        for queue in self.queues:
            queues.break_old_lock(queue)
        super().clean_registries()  # type: ignore[no-untyped-call]

    def fork_work_horse(self, job: Job, queue: Queue) -> None:
        schema.close_database()
        super().fork_work_horse(job, queue)

    def main_work_horse(self, job: Job, queue: Queue) -> None:
        """In the horse: die with the worker, also where it died before this call."""
        db.engine.dispose(close=False)
        if sys.platform == "linux":
            ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != self.pid:
            os._exit(1)
        with suppress(OSError):  # not Linux, or a container that forbids it
            Path("/proc/self/oom_score_adj").write_text(OOM_SCORE)
        super().main_work_horse(job, queue)

    def setup_work_horse_signals(self) -> None:
        # To end is the worker's affair, which passes it on, as a container or systemd
        # do that tell every process; Ctrl-C does so as well.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: deliveries.no_more_pages.set())

    def request_force_stop(self, signum: int, frame: Any) -> None:
        # A horse that we take down with us used up no try.
        self.has_stopped_horse = True
        super().request_force_stop(signum, frame)

    def handle_warm_shutdown_request(self) -> None:
        super().handle_warm_shutdown_request()  # type: ignore[no-untyped-call]
        ScanWorker.is_told_to_end = True
        if self.horse_pid:
            os.kill(self.horse_pid, signal.SIGTERM)
            grace = settings().stop_grace
            log.info("worker %s: the running job has %d s left", self.name, grace)
            app = current_app._get_current_object()  # type: ignore[attr-defined]
            job_id = next(iter(self.running_jobs()), "")
            arguments = [app, self.horse_pid, job_id]
            timer = threading.Timer(grace, self.stop_horse, arguments)
            timer.daemon = True
            timer.start()

    def stop_horse(self, app: Flask, pid: int, job_id: str) -> None:
        """The grace is over: kill the horse that was running when we were told.

        The lease is given back here and now, not after RQ's bookkeeping: a Redis that
        is being stopped too would hold that up. Nor is it tried again for the farewell,
        or we were killed ourselves: honcho does that after five seconds.
        """
        if self.horse_pid == pid:
            self.has_stopped_horse = True
            queues.ask_once(self.connection)
            self.kill_horse()
            with app.app_context():
                self.give_back(job_id, pid)

    def monitor_work_horse(self, job: Job, queue: Queue, execution: Execution) -> None:
        pid, is_through = self.horse_pid, False
        try:
            super().monitor_work_horse(job, queue, execution)
            is_through = is_done(job)
        except RedisError:
            # RQ would quit with the horse still at work. The database has the scan:
            # let the horse finish, then begin the loop again.
            self.outlive_outage(pid)
            if self.is_told_to_end:  # Redis was, too, and was quicker: nothing is amiss
                raise StopRequested from None
            raise
        finally:
            self.jobs_done += 1
            if not is_through:
                self.give_back(job.id, pid)

    def maintain_heartbeats(self, job: Job, execution: Execution) -> None:
        timeout, started = job.timeout, job.started_at
        if timeout and started:
            late = (rq_now() - started).total_seconds() - float(timeout)
            if late > LATE_SECONDS:
                log.warning("job %s: its time-out did not end it, killed", job.id)
                self.kill_horse()
                return
        super().maintain_heartbeats(job, execution)

    def _handle_stopped_job(self, job: Job, queue: Queue, execution: Execution) -> None:
        # A person canceled the scan: nothing failed, so nothing is kept under *Failed*.
        super()._handle_stopped_job(job, queue, execution)
        job.delete()

    def outlive_outage(self, pid: int) -> None:
        log.warning("worker %s: Redis went away, the running job goes on", self.name)
        deadline = time.monotonic() + settings().scan_job_timeout + 60
        while not has_ended(pid):
            self.beat("waiting")
            if self.has_stopped_horse or time.monotonic() > deadline:
                self.kill_horse()
            time.sleep(0.2)
        self._horse_pid = 0

    def give_back(self, job_id: str, pid: int) -> None:
        """Free the lease that a dead horse still holds; one that ended holds none."""
        parsed = parse_job_id(job_id)
        if parsed is None:
            return
        try:
            counts = not self.has_stopped_horse
            name = deliveries.horse_name(self.name, pid)
            for scan_id in leases.held_by(name):  # of a site, not the job's own perhaps
                if leases.free(scan_id, name, counts_as_try=counts):
                    log.warning("scan %s: its work horse died, lease freed", scan_id)
        except SQLAlchemyError as error:
            log.warning("scan %s: lease not freed: %s", parsed[0], error)
        finally:
            schema.close_database()

    def teardown(self) -> None:
        """RQ's own farewell, which an outage must not turn into a crash."""
        try:
            super().teardown()  # type: ignore[no-untyped-call]
        except RedisError as error:
            log.warning("worker %s: no farewell to Redis: %s", self.name, error)
            listening.stop_listening(self)
