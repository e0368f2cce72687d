"""The process that keeps a server while somebody uses it: `python -m newsportal.embedded.supervisor`.

It belongs to nobody's session, so that Ctrl-C does not reach it; when it is killed, the kernel stops the
server.
"""

import argparse
import os
import shutil
import signal
import time
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from newsportal.embedded import creation, identity, leftovers, locks
from newsportal.embedded.errors import ClusterError
from newsportal.embedded.layout import Layout
from newsportal.embedded.log import explain
from newsportal.embedded.server import Server, make_socket_directory, remove_socket_directory
from newsportal.embedded.state import Phase, State

LOG_DESCRIPTOR = 2  # our errors and the server's go to one file
_LONGEST_PAUSE = 30
_MEMORY_IN_USE = "is still in use"


class Supervisor:
    def __init__(self, layout: Layout, *, durable: bool, throw_away: bool) -> None:
        self.layout = layout
        self.durable = durable
        self.throw_away = throw_away
        self.is_told_to_stop = False
        self.crashes = 0
        self._alone: locks.FileLock | None = None  # held from when the last user is gone

    def stop(self, *_: object) -> None:
        self.is_told_to_stop = True

    def run(self) -> None:
        """Until nobody uses the server; from then on new users wait for the end of this process."""
        who = identity.choose(self.layout.cluster)
        if not self.layout.cluster.exists():
            State(Phase.CREATING).write(self.layout.state)
            creation.create(self.layout, who, durable=self.durable)
        who.take(self.layout.cluster)
        with ExitStack() as undo:
            sockets = make_socket_directory(who)
            undo.callback(remove_socket_directory, str(sockets))
            while not self._is_unwanted():
                self._serve(who, sockets)

    def _serve(self, who: identity.Identity, sockets: Path) -> None:
        """One run of the server, from its start to its end, or to that of its last user."""
        crashed = leftovers.clear(self.layout.cluster)
        starting = State(Phase.RECOVERING if crashed else Phase.STARTING, str(sockets))
        starting.write(self.layout.state)
        server = Server(
            self.layout, who, sockets=sockets, durable=self.durable, log_descriptor=LOG_DESCRIPTOR
        )
        is_ready = False
        try:
            while not self._is_unwanted():
                if server.has_ended():
                    self._after_end(server, was_ready=is_ready)
                    return
                if not is_ready and server.is_ready():
                    is_ready = True
                    State(Phase.READY, str(sockets)).write(self.layout.state)
                time.sleep(0.1 if is_ready else 0.005)
        finally:
            server.stop(now=self.throw_away or self._is_removed())

    def _after_end(self, server: Server, *, was_ready: bool) -> None:
        """A killed server is started again, less and less eagerly; one that cannot start is given up."""
        if not was_ready and _MEMORY_IN_USE not in server.output():
            raise ClusterError(explain(server.output(), self.layout, "PostgreSQL did not start"))
        self.crashes += 1
        pause_ends = time.monotonic() + min(_LONGEST_PAUSE, 0.05 * 2**self.crashes)
        while time.monotonic() < pause_ends and not self._is_unwanted():
            time.sleep(0.05)

    def _is_unwanted(self) -> bool:
        if self._is_removed():
            return True
        self._alone = self._alone or locks.try_exclusive(self.layout.users_lock)
        return self.is_told_to_stop or self._alone is not None

    def _is_removed(self) -> bool:
        """Somebody removed the data directory; nothing must be written that would bring it back."""
        return not self.layout.users_lock.exists()


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path)
    parser.add_argument(
        "--lock", type=int, required=True, help="descriptor of the supervisor's lock, ours from now on"
    )
    parser.add_argument("--unsafe", action="store_true", help="faster, and lost when the machine stops")
    parser.add_argument("--throw-away", action="store_true", help="remove the data directory at the end")
    options = parser.parse_args(arguments)
    os.set_inheritable(options.lock, False)
    if os.fork():  # whoever launched us waits for this much, and has no child to reap later
        os._exit(0)
    os.chdir("/")
    layout = Layout(options.data)
    supervisor = Supervisor(layout, durable=not options.unsafe, throw_away=options.throw_away)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    for stopping in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stopping, supervisor.stop)
    try:
        supervisor.run()
    except (ClusterError, OSError) as error:
        reason = str(error) if isinstance(error, ClusterError) else f"PostgreSQL did not start: {error}."
        with suppress(OSError):  # the data directory may be gone, and that be the reason
            State(Phase.FAILED, reason=reason).write(layout.state)
    else:
        layout.state.unlink(missing_ok=True)
        if options.throw_away:
            shutil.rmtree(layout.data, ignore_errors=True)


if __name__ == "__main__":
    main()
