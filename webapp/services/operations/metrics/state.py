"""Gauges: how things stand now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from prometheus_client.core import GaugeMetricFamily, Metric
from sqlalchemy import func, select

from webapp.domain.version import VERSION
from webapp.extensions import db
from webapp.models import DeadLetter, WorkerHeartbeat
from webapp.services.operations.flow import Flow, QueueFlow

#: RQ's states that last, and ours: told to take no more jobs; not heard of as often as
#: it should be.
STATES = ("idle", "busy", "draining", "quiet")
WEBHOOKS = "Webhook messages that could be sent now and are not delivered yet."
OLDEST_WEBHOOK = "How long the one could have been sent that waits longest; 0 for none."


def families(flow: Flow) -> Iterable[Metric]:
    yield from of_queues(flow)
    yield from of_workers(flow)
    version = gauge("xenlixai_build_info", "The release that answered.", "version")
    version.add_metric([VERSION], 1)
    yield version
    letters = db.session.scalar(select(func.count()).select_from(DeadLetter))
    for name, text, value in (
        ("scans_running", "Scans that a worker is at.", flow.running),
        ("scheduler_leading", "1 where a scheduler leads.", flow.is_led),
        ("redis_up", "1 where Redis answered.", flow.has_redis),
        ("dead_letters_open", "Dead letters that nobody dealt with.", letters or 0),
        ("webhooks_waiting", WEBHOOKS, flow.webhooks.number),
        ("webhooks_oldest_waiting_seconds", OLDEST_WEBHOOK, flow.webhooks_age or 0),
    ):
        yield GaugeMetricFamily(f"xenlixai_{name}", text, float(value))


def of_queues(flow: Flow) -> Iterable[Metric]:
    """One value a queue; the jobs of Redis only where it answered."""

    def told(name: str, text: str, values: Iterable[float]) -> Metric:
        family = gauge(f"xenlixai_{name}", text, "queue")
        for queue, value in zip(flow.queues, values, strict=True):
            family.add_metric([queue.name], value)
        return family

    def oldest(queue: QueueFlow) -> float:
        return flow.oldest_age(queue) or 0.0

    queues = flow.queues
    waiting = "Scans that could run now and wait for a worker or their turn."
    yield told("scans_waiting", waiting, (queue.waiting for queue in queues))
    later = "Scans that run again at a later time: a retry, or a busy site."
    yield told("scans_delayed", later, (queue.later for queue in queues))
    age = "How long the scan has waited that waits longest; 0 where none does."
    yield told("oldest_waiting_seconds", age, map(oldest, queues))
    served = "Workers that take jobs from the queue."
    yield told("queue_workers", served, (queue.workers for queue in queues))
    paused = "1 where an operator paused the queue."
    yield told("queue_paused", paused, (queue.is_paused for queue in queues))
    if flow.has_redis:
        jobs = "Jobs in the queue's list in Redis."
        yield told("job_queue_size", jobs, (queue.jobs or 0 for queue in queues))


def of_workers(flow: Flow) -> Iterable[Metric]:
    states = dict.fromkeys(STATES, 0)
    states |= Counter(map(state, flow.workers))
    states["quiet"] = len(flow.quiet)
    family = gauge("xenlixai_workers", "Worker processes that live, by state.", "state")
    for name, number in states.items():
        family.add_metric([name], number)
    yield family
    text = "Memory of a worker process and its work horse."
    memory = gauge("xenlixai_worker_memory_bytes", text, "worker")
    for worker in [*flow.workers, *flow.quiet]:
        if worker.memory is not None:
            memory.add_metric([worker.name], worker.memory)
    yield memory


def state(worker: WorkerHeartbeat) -> str:
    if worker.is_draining:
        return "draining"
    return worker.state.rpartition(".")[2].lower()  # RQ's enum tells its class as well


def gauge(name: str, text: str, label: str) -> GaugeMetricFamily:
    return GaugeMetricFamily(name, text, labels=[label])
