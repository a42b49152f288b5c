"""Bring up throw-away servers and run the bench against them: `python -m tests.bench`."""

import sys

from tests import servers


def main() -> int:
    command = [sys.executable, "-m", "tests.bench.run", *sys.argv[1:]]
    with (
        servers.scratch_folder() as folder,
        servers.postgresql() as database,
        servers.valkey() as redis,
    ):
        environment = {
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "BENCH_STATIC_ROOT": str(folder),
            "DJANGO_SETTINGS_MODULE": "tests.bench.settings",
        }
        return servers.run(command, environment)


if __name__ == "__main__":
    sys.exit(main())
