"""Run docker-compose.yml on a container engine, and walk through it as the first people would.

`make containers`: from the lines of the README to a certificate, `kill -9` of every process on the
way, a backup, `down --volumes`, and back. Each step says how long it took.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from tests.containers import site
from tests.containers.engine import StuckError, compose_command
from tests.containers.people import Letterbox
from tests.containers.walk import Walk


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.containers", description=__doc__)
    parser.add_argument(
        "--keep", action="store_true", help="leave the containers and their folder at the end"
    )
    arguments = parser.parse_args()
    try:
        command = compose_command()
        site.refuse_what_cannot_work()
        walk_through(command, keep=arguments.keep)
    except StuckError as refused:
        print(f"make containers: {refused}", file=sys.stderr)
        return 1
    return 0


def walk_through(command: list[str], *, keep: bool) -> None:
    folder = Path(tempfile.mkdtemp(prefix="leergang-proef-"))
    folder.chmod(0o755)
    project = site.copy(folder, command)
    with site.mail_server() as (server, mail_address):
        walk = Walk(project, Letterbox(server), mail_address)
        try:
            walk.to_the_end()
        finally:
            if keep:
                print(f"Kept: {project.name}, in {folder}")
            else:
                site.remove(project)
                # With the keys in it.
                shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
