"""Look at the migrations that were not released yet; `make check` calls this.

`--examples` looks at those of tests/upgrades/examples instead, and prints what was found as JSON.
"""

import importlib
import json
import os
import pkgutil
import sys

import django

from tests.upgrades.released import released_database


def lint_unreleased() -> int:
    from tests.upgrades.linter import Linter

    linter = Linter()
    faults = [
        f"{migration.app_label} {migration.name}: {issue.message} ({issue.code})"
        for migration in linter.unreleased()
        for issue in linter.issues_of(migration)
    ]
    print("\n".join(faults) or f"{len(linter.unreleased())} unreleased migrations: none refused.")
    return 1 if faults else 0


def lint_examples() -> int:
    from tests.upgrades import examples
    from tests.upgrades.linter import Linter

    linter, found = Linter(), {}
    for module in pkgutil.walk_packages(examples.__path__, f"{examples.__name__}."):
        if not module.ispkg:
            migration = importlib.import_module(module.name).Migration("example", "berichten")
            codes = [issue.code for issue in linter.issues_of(migration)]
            found[module.name.removeprefix(f"{examples.__name__}.")] = codes
    print(json.dumps(found))
    return 0


def main() -> int:
    with released_database() as url:
        os.environ["DATABASE_URL"] = url
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        django.setup()
        return lint_examples() if sys.argv[1:] == ["--examples"] else lint_unreleased()


if __name__ == "__main__":
    sys.exit(main())
