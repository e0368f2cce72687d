"""Making a cluster: wholly, or not at all."""

import shutil

from newsportal.embedded import programs
from newsportal.embedded.errors import ClusterError
from newsportal.embedded.identity import Identity
from newsportal.embedded.layout import DATABASE, USER, Layout
from newsportal.embedded.log import explain

# Written into postgresql.conf, where an operator may change them.
TUNING = {
    "shared_buffers": "128MB",
    "max_connections": "100",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    "log_min_duration_statement": "1s",
}


def create(layout: Layout, identity: Identity, *, durable: bool) -> None:
    """In a directory beside, renamed at the end: an interrupted start leaves nothing half-made."""
    try:
        shutil.rmtree(layout.unfinished, ignore_errors=True)
        layout.unfinished.mkdir(mode=0o700)
        identity.take(layout.unfinished)
    except OSError as error:
        raise ClusterError(f"The cluster {layout.cluster} cannot be made: {error.strerror}.") from error
    try:
        _run(layout, identity, _initdb(layout, durable=durable))
        single = programs.command(
            "postgres", "--single", "-D", layout.unfinished, "-c", "log_min_messages=fatal"
        )
        durability = [] if durable else ["-c", "fsync=off"]
        _run(layout, identity, [*single, *durability, "postgres"], statement=f"CREATE DATABASE {DATABASE}")
        layout.unfinished.rename(layout.cluster)
    finally:
        shutil.rmtree(layout.unfinished, ignore_errors=True)


def _initdb(layout: Layout, *, durable: bool) -> list[str]:
    tuning = [part for name, value in TUNING.items() for part in ("-c", f"{name}={value}")]
    return programs.command(
        "initdb",
        *("-D", layout.unfinished, "-U", USER),
        # The same letters everywhere: of the system's locales only C.UTF-8 is used, to class them.
        *("--encoding=UTF8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C.UTF-8"),
        *("--lc-messages=C", "--text-search-config=simple"),
        # The socket's directory is closed to others, and there is no other way in.
        *("--auth-local=trust", "--auth-host=reject"),
        *tuning,
        *([] if durable else ["--no-sync"]),
    )


def _run(layout: Layout, identity: Identity, arguments: list[str], *, statement: str = "") -> None:
    finished = programs.run(arguments, identity, input=statement)
    # postgres --single reports a failed statement in its output and goes on.
    if finished.returncode != 0 or "ERROR:" in finished.stdout:
        with layout.log.open("a", encoding="utf-8") as log:
            log.write(finished.stdout)
        raise ClusterError(explain(finished.stdout, layout, "The cluster could not be made"))
