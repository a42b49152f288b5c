"""A copy of the project as a new administrator fills it in, and the ways to look at it."""

import base64
import contextlib
import os
import re
import secrets
import shutil
import socket
import ssl
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path

import yaml
from aiosmtpd.controller import Controller

from tests.berichten.smtp import Mailserver
from tests.containers.engine import Project, StuckError, docker, run
from tests.tree import ROOT, tracked_files

HOST = "leergang.example"
ADDRESS = f"https://{HOST}"
# A name of its own: a production on this machine keeps its containers, volumes and images.
NAME = "leergang-proef"
PORTS = (80, 443, 8000)
OWN_SERVICES = {
    "migrate": "app",
    "web": "app",
    "worker": "app",
    "beat": "app",
    "backup": "backup",
    "caddy": "caddy",
}
# Of PostgreSQL in its container, and of the backups it writes.
DATABASE_USER = 999
ROOT_CERTIFICATE = "/data/caddy/pki/authorities/local/root.crt"


def refuse_what_cannot_work() -> None:
    if os.geteuid() != 0:
        raise StuckError("run it as root: the folder of the backups is given to another user")
    for port in PORTS:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError as taken:
                raise StuckError(f"port {port} of this machine cannot be had: {taken}") from taken


def copy(folder: Path, command: list[str]) -> Project:
    """What git would commit, in a folder of its own under a name of its own."""
    for path in tracked_files():
        target = folder / path.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    compose = folder / "docker-compose.yml"
    if command == ["docker-compose"]:
        # The older Compose does not know that the file may name its project.
        compose.write_text(re.sub(r"^name: .*\n", "", compose.read_text(), flags=re.MULTILINE))
    services = {
        # A proxy of an organisation is often reached from the host alone.
        service: {"image": f"{NAME}-{image}", "build": {"network": "host"}}
        for service, image in OWN_SERVICES.items()
    }
    (folder / "here.yml").write_text(yaml.safe_dump({"services": services}))
    return Project(folder, command, NAME)


def fill_in(project: Project, mail_address: str) -> str:
    """Make .env of the example, line by line, and the folder of the backups.

    Returns the secret key of the backups, which stands nowhere on the machine.
    """
    pair = run("age-keygen").stdout
    filled = {
        "SECRET_KEY": secrets.token_urlsafe(50),
        "JOURNAAL_SLEUTELS": new_key("2026a"),
        "BASE_URL": ADDRESS,
        "EMAIL_URL": f"smtp://{mail_address}",
        "DEFAULT_FROM_EMAIL": "Leergang <leergang@stichting.internal>",
        "POSTGRES_PASSWORD": secrets.token_hex(16),
        "POSTGRES_SUPERUSER_PASSWORD": secrets.token_hex(16),
        "VALKEY_PASSWORD": secrets.token_hex(16),
        "COMPOSE_PROFILES": "tls",
        "CADDY_TLS": "tls internal",
        "BACKUP_ONTVANGER": re.search(r"age1\S+", pair)[0],
    }
    env = project.folder / ".env"
    env.touch(mode=0o600)
    env.write_text((project.folder / "docs/beheer/omgeving.voorbeeld").read_text())
    for name, value in filled.items():
        change(project, name, value)
    owned = ("install", "-d", "-m", "700", "-o", str(DATABASE_USER), "-g", str(DATABASE_USER))
    run(*owned, project.folder / "backups")
    return pair


def new_key(name: str) -> str:
    return f"{name}:{base64.b64encode(secrets.token_bytes(32)).decode()}"


def setting(project: Project, name: str) -> str:
    """The value of this line of .env."""
    text = (project.folder / ".env").read_text()
    return re.search(rf"^{name}=(.*)$", text, re.MULTILINE)[1]


def change(project: Project, name: str, value: str) -> None:
    """Give the line of .env with this name another value."""
    env = project.folder / ".env"
    text, count = re.subn(
        rf"^{name}=.*$", lambda _: f"{name}={value}", env.read_text(), flags=re.MULTILINE
    )
    if count != 1:
        raise StuckError(f"docs/beheer/omgeving.voorbeeld has {count} lines {name}")
    env.write_text(text)


@contextlib.contextmanager
def mail_server() -> Iterator[tuple[Mailserver, str]]:
    """A mail server that the containers reach; gives it and its `host:port`."""
    gateway = docker(
        *("network", "inspect", "bridge", "--format", "{{(index .IPAM.Config 0).Gateway}}")
    )
    with socket.socket() as probe:
        probe.bind((gateway, 0))
        port = probe.getsockname()[1]
    server = Mailserver()
    controller = Controller(server, hostname=gateway, port=port)
    controller.start()
    try:
        yield server, f"{gateway}:{port}"
    finally:
        controller.stop()


def trusted(project: Project) -> ssl.SSLContext:
    """Who trusts the authority that Caddy made for itself, and no other."""
    container = project.containers()["caddy"]
    target = project.folder / "root.crt"
    docker("cp", f"{container}:{ROOT_CERTIFICATE}", target)
    return ssl.create_default_context(cafile=str(target))


def ask(context: ssl.SSLContext, path: str) -> tuple[int, str]:
    """The status and the text at this path of the site, over TLS; (0, why) where it is away."""
    connection = HTTPSConnection(HOST, 443, timeout=30, context=context)
    # The name is in no DNS: connect to this machine, and ask for the certificate of that name.
    plain = HTTPConnection("127.0.0.1", 443, timeout=30)
    try:
        plain.connect()
        connection.sock = context.wrap_socket(plain.sock, server_hostname=HOST)
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except (OSError, HTTPException) as away:
        return 0, repr(away)
    finally:
        connection.close()
        plain.close()


def ask_inside(address: str, cookies: str) -> int:
    """The status of the cockpit at this container itself, as its proxy would ask for it."""
    connection = HTTPConnection(address, 8000, timeout=30)
    headers = {"Host": HOST, "X-Forwarded-Proto": "https", "Cookie": cookies}
    with contextlib.closing(connection):
        connection.request("GET", "/cockpit/", headers=headers)
        return connection.getresponse().status


def remove(project: Project) -> None:
    """Everything of this name, with its volumes; the images stay for a next time."""
    if not (project.folder / ".env").exists():
        return  # nothing was started, and Compose reads nothing without it
    project.compose("down", "--volumes", "--remove-orphans", seconds=180)
