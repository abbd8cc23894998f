from __future__ import annotations

import pytest

from support.valkey import Valkey
from webapp import queues


@pytest.mark.parametrize(
    ("left", "is_broken"), [(899, False), (880, False), (860, True), (10, True)]
)
def test_a_lock_that_a_killed_worker_left_is_broken(
    valkey: Valkey, left: int, is_broken: bool
) -> None:
    queue = queues.get_queue("xenlixai_queue", valkey.client)
    valkey.client.set(queue.registry_cleaning_key, 1, ex=left)
    queues.break_old_lock(queue)
    assert queue.acquire_maintenance_lock() is is_broken


def test_rqs_lock_is_as_old_as_we_think(valkey: Valkey) -> None:
    queue = queues.get_queue("xenlixai_queue", valkey.client)
    queues.break_old_lock(queue)
    assert queue.acquire_maintenance_lock()
    assert 890 < valkey.client.ttl(queue.registry_cleaning_key) <= 899
    queues.break_old_lock(queue)
    assert not queue.acquire_maintenance_lock()
