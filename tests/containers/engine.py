"""The container engine of this machine: Docker with Compose, as two commands."""

import json
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

MINUTE = 60
# An image that is not there yet takes its packages from elsewhere.
BUILD_SECONDS = 20 * MINUTE
HEALTHY_SECONDS = 4 * MINUTE


class StuckError(Exception):
    """Why it cannot go on, in words for whoever typed the command."""


def run(
    *words: str | Path,
    seconds: float = MINUTE,
    cwd: Path | None = None,
    given: str | None = None,
    may_fail: bool = False,
) -> subprocess.CompletedProcess[str]:
    """Run this command to its end; what it says is in the error when it fails."""
    try:
        answer = subprocess.run(
            words,
            cwd=cwd,
            env=surroundings(),
            input=given,
            capture_output=True,
            text=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        raise StuckError(f"{_line(words)} was not done after {seconds:.0f} s") from late
    if answer.returncode and not may_fail:
        raise StuckError(f"{_line(words)} failed:\n{answer.stdout[-4000:]}{answer.stderr[-4000:]}")
    return answer


def surroundings() -> dict[str, str]:
    """What a command may know: where Docker and a proxy are; a BASE_URL here would beat .env."""
    kept = re.compile(r"PATH|HOME|DOCKER_\w+|\w+_proxy", re.IGNORECASE)
    return {name: value for name, value in os.environ.items() if kept.fullmatch(name)}


def _line(words: tuple[str | Path, ...]) -> str:
    return " ".join(str(word) for word in words)


def docker(*words: str | Path, **options) -> str:
    return run("docker", *words, **options).stdout.strip()


def compose_command() -> list[str]:
    """`docker compose`, or the older `docker-compose`; refused where there is no engine at hand."""
    if not shutil.which("docker"):
        raise StuckError("no container engine is at hand: there is no command `docker` here")
    answer = run("docker", "version", "--format", "{{.Server.Version}}", may_fail=True)
    if answer.returncode:
        reason = (answer.stderr.strip().splitlines() or ["it said nothing"])[-1]
        raise StuckError(f"no container engine is at hand: `docker` reaches none ({reason})")
    if run("docker", "compose", "version", may_fail=True).returncode == 0:
        return ["docker", "compose"]
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    raise StuckError("the container engine has no Compose: install its plugin, or docker-compose")


@dataclass
class Project:
    """A copy of the project under Compose, with a name of its own for all that it makes."""

    folder: Path
    command: list[str]
    name: str

    def compose(self, *words: str | Path, **options) -> str:
        files = ("--file", "docker-compose.yml", "--file", "here.yml")
        whole = [*self.command, *files, "--project-name", self.name, *words]
        return run(*whole, cwd=self.folder, **options).stdout.strip()

    def manage(self, *words: str) -> str:
        """The lines that this command of manage.py prints in the container of the web."""
        return self.compose("exec", "-T", "web", "python", "manage.py", *words, seconds=2 * MINUTE)

    def containers(self) -> dict[str, str]:
        """Per service that should be running, the id of its container."""
        of_us = f"label=com.docker.compose.project={self.name}"
        lines = docker(
            *("ps", "--all", "--no-trunc", "--filter", of_us),
            *("--filter", "label=com.docker.compose.oneoff=False"),
            *("--format", '{{.ID}} {{.Label "com.docker.compose.service"}}'),
        )
        found = {service: pk for pk, service in (line.split() for line in lines.splitlines())}
        return {service: pk for service, pk in found.items() if service != "migrate"}

    def health(self, container: str) -> str:
        """What its own check says: "starting", "healthy" or "unhealthy"."""
        return self.state(container)["Health"]["Status"]

    def start_another(self, service: str) -> str:
        """One more container of this service, under the same name in the network; gives its id."""
        words = ("run", "--detach", "--no-deps", "--use-aliases", service)
        # The older Compose prints the name of the container, the newer its id.
        name = self.compose(*words).splitlines()[-1]
        return docker("inspect", "--format", "{{.Id}}", name)

    def address(self, container: str, network: str) -> str:
        of = f'{{{{(index .NetworkSettings.Networks "{self.name}_{network}").IPAddress}}}}'
        return docker("inspect", "--format", of, container)

    def state(self, container: str) -> dict:
        return json.loads(docker("inspect", "--format", "{{json .State}}", container))

    def wait_until_healthy(self, **containers: str) -> None:
        """Wait for these containers, by a name for each, or for all that should be running."""
        deadline = time.monotonic() + HEALTHY_SECONDS
        while True:
            asked = containers or self.containers()
            health = {name: self.health(pk) for name, pk in sorted(asked.items())}
            if asked and set(health.values()) == {"healthy"}:
                return
            if time.monotonic() > deadline:
                raise StuckError(f"not healthy after {HEALTHY_SECONDS} s: {health}")
            time.sleep(1)
