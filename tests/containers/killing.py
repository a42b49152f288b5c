"""`kill -9` for each process of a container, one after the other, while people go on."""

import time
from collections.abc import Callable

from tests.containers.engine import Project, StuckError, docker, run

# Docker waits a little longer before each start that follows soon on another.
COME_BACK_SECONDS = 180


def processes(container: str) -> dict[int, str]:
    """The processes of this container by their number on the host, the first of them last."""
    lines = docker("top", container, "-eo", "pid,args").splitlines()[1:]
    found = {int(pid): args for pid, args in (line.split(maxsplit=1) for line in lines)}
    first = int(docker("inspect", "--format", "{{.State.Pid}}", container))
    return {**{pid: args for pid, args in found.items() if pid != first}, first: found[first]}


def kill(pid: int, image: str) -> None:
    """From outside the container: inside, nothing may kill the first process."""
    run(
        *("docker", "run", "--rm", "--pid", "host", "--user", "0", "--entrypoint", "sh"),
        *(image, "-c", f"kill -9 {pid}"),
    )


def kill_each(project: Project, service: str, works: Callable[[], bool]) -> list[tuple[str, float]]:
    """Kill each process of this service; per process its name and the seconds until all worked.

    Who dies with another one is not killed again.
    """
    container = project.containers()[service]
    image = docker("inspect", "--format", "{{.Config.Image}}", container)
    found = []
    for pid, args in processes(container).items():
        if pid in processes(container):
            kill(pid, image)
            found.append((args, _seconds_until_whole(project, container, pid, works)))
    return found


def _seconds_until_whole(
    project: Project, container: str, killed: int, works: Callable[[], bool]
) -> float:
    begin = time.monotonic()
    while not (_runs_again(project, container, killed) and works()):
        if time.monotonic() - begin > COME_BACK_SECONDS:
            raise StuckError(f"not whole again {COME_BACK_SECONDS} s after a kill -9: {killed}")
        time.sleep(0.5)
    return time.monotonic() - begin


def _runs_again(project: Project, container: str, killed: int) -> bool:
    state = project.state(container)
    healthy = state["Health"]["Status"] == "healthy"
    return bool(state["Running"]) and state["Pid"] != killed and healthy
