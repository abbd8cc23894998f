"""Where the web process listens, as every process must know: it is never scanned."""

from __future__ import annotations

from webapp.domain.settings_reader import Reader

#: The processes in the Procfile's order.
PROCFILE = ("web", "worker", "scheduler", "redis")


def web_port(read: Reader) -> int:
    """``PORT`` as the web has it. Raises ``ConfigError``.

    honcho adds 100 to PORT for each line of the Procfile, and 1 for each copy of it.
    https://honcho.readthedocs.io/en/latest/using_procfiles.html
    """
    name, _, copy = read.text("HONCHO_PROCESS_NAME").partition(".")
    typed = read.text("PORT")
    if name in PROCFILE[1:] and copy.isdecimal() and typed.isdecimal():
        added = 100 * PROCFILE.index(name) + int(copy) - 1
        # At most what was added: honcho was told to begin with this process.
        typed = str(int(typed) - added) if int(typed) > added else typed
    return Reader({"PORT": typed}).number("PORT", 5000, 1, 65535)
