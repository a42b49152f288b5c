"""`kill -9` for each process of a container, one after the other, while people go on."""

import time
from collections.abc import Callable

from tests.containers.engine import Project, StuckError, docker, run

# Docker waits a little longer before each start that follows soon on another.
COME_BACK_SECONDS = 180


def processes(container: str) -> dict[int, str]:
    """The processes of this container by their number on the host, the first of them last.

    Without those that come from outside, as its health check does. None while it does not run.
    """
    answer = run("docker", "top", container, "-eo", "pid,ppid,args", may_fail=True)
    if answer.returncode:
        return {}
    rows = [line.split(maxsplit=2) for line in answer.stdout.splitlines()[1:]]
    first = int(docker("inspect", "--format", "{{.State.Pid}}", container))
    found: dict[int, str] = {}
    grown = {first}
    while grown:
        found |= {int(pid): args for pid, _, args in rows if int(pid) in grown}
        grown = {int(pid) for pid, parent, _ in rows if int(parent) in grown}
    return {pid: found[pid] for pid in sorted(found, key=lambda pid: pid == first)}


def kill(pid: int, image: str) -> None:
    """From outside the container: inside, nothing may kill the first process."""
    run(
        *("docker", "run", "--rm", "--pid", "host", "--user", "0", "--entrypoint", "sh"),
        *(image, "-c", f"kill -9 {pid}"),
    )


def kill_each(project: Project, service: str, works: Callable[[], bool]) -> list[tuple[str, float]]:
    """Kill each process of this service; per process its name and the seconds until all was whole.

    Who dies with another one is not killed again.
    """
    container = project.containers()[service]
    image = docker("inspect", "--format", "{{.Config.Image}}", container)
    before = processes(container)
    # Those of PostgreSQL come with who connects.
    count = 1 if service == "postgres" else len(before)
    found = []
    for pid, args in before.items():
        if pid in processes(container):
            kill(pid, image)
            begin = time.monotonic()
            while not (_is_whole(project, container, pid, count) and works()):
                if time.monotonic() - begin > COME_BACK_SECONDS:
                    raise StuckError(f"not whole {COME_BACK_SECONDS} s after kill -9 of {args}")
                time.sleep(0.5)
            found.append((args, time.monotonic() - begin))
    return found


def _is_whole(project: Project, container: str, killed: int, count: int) -> bool:
    state = project.state(container)
    if not state["Running"] or state["Health"]["Status"] != "healthy":
        return False
    now = processes(container)
    return killed not in now and len(now) >= count
