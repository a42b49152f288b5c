"""The embedded Valkey: private, one per folder, and never kept away by a torn file."""

import subprocess
import time
from pathlib import Path

import pytest
import redis

from leergang.serving import valkey
from leergang.serving.supervisor import Part, stop

pytestmark = pytest.mark.services


def running(var: Path) -> Part:
    part = Part("broker", valkey.command_line(var))
    part.start()
    deadline = time.monotonic() + 10
    while not valkey.answers(var) and time.monotonic() < deadline:
        time.sleep(0.02)
    return part


@pytest.fixture(params=["near", "deep; 50%" + "/folder" * 20])
def var(request, tmp_path) -> Path:
    folder = tmp_path / request.param / "var"
    folder.mkdir(parents=True)
    return folder


def test_only_its_owner_gets_in_and_nothing_stays(var):
    with valkey.door(var):
        part = running(var)
        path = valkey.socket_path(var)
        assert path.stat().st_mode & 0o777 == 0o700
        assert path.parent.stat().st_mode & 0o777 == 0o700
        with redis.Redis.from_url(valkey.cache_url(var)) as client:
            assert client.config_get("port") == {"port": "0"}
        stop([part])

    assert not path.parent.exists()
    assert {child.name for child in var.iterdir()} == {"valkey-data", "valkey.log"}


def test_a_second_start_in_the_folder_is_refused(var):
    with valkey.door(var):
        with pytest.raises(valkey.AlreadyRunningError), valkey.door(var):
            pass
        assert valkey.socket_path(var).parent.exists()


def test_a_server_that_outlived_its_start_is_not_trampled_on(tmp_path):
    with valkey.door(tmp_path):
        part = running(tmp_path)
        twin = tmp_path / "valkey/twin.sock"
        valkey.socket_path(tmp_path).rename(twin)
    twin.rename(valkey.socket_path(tmp_path))
    with pytest.raises(valkey.AlreadyRunningError), valkey.door(tmp_path):
        pass
    stop([part])


def test_what_was_acknowledged_outlives_a_kill(tmp_path):
    with valkey.door(tmp_path):
        part = running(tmp_path)
        with redis.Redis.from_url(valkey.cache_url(tmp_path)) as client:
            client.set("used link", 1)
            part.kill()
            valkey.forget_unreadable(tmp_path, -9)
            part = running(tmp_path)
            assert client.get("used link") == b"1"
        stop([part])


def test_a_file_that_cannot_be_read_does_not_keep_the_server_away(tmp_path):
    with valkey.door(tmp_path):
        stop([running(tmp_path)])
        manifest = next((tmp_path / valkey.DATA).rglob("*.manifest"))
        manifest.write_text("torn")
        line = valkey.command_line(tmp_path)
        status = subprocess.run(line, check=False, timeout=10).returncode
        assert status > 0

        valkey.forget_unreadable(tmp_path, status)

        part = running(tmp_path)
        assert valkey.answers(tmp_path)
        stop([part])
