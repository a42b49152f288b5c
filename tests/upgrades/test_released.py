"""A released migration stays as it is."""

import subprocess

from tests.upgrades.released import (
    MIGRATIONS,
    ROOT,
    broken_promises,
    migrations_on_disk,
    released_migrations,
)


def test_no_released_migration_was_changed_or_removed():
    assert broken_promises(released_migrations(), migrations_on_disk()) == []


def test_a_changed_and_a_removed_one_are_refused_with_what_to_do():
    released = {"a/migrations/0001_a.py": "1", "a/migrations/0002_b.py": "2"}

    changed, gone = broken_promises(released, {"a/migrations/0001_a.py": "other"})

    assert changed.startswith("a/migrations/0001_a.py was changed. This migration was released")
    assert gone.startswith("a/migrations/0002_b.py is gone. This migration was released")
    assert "make a new migration" in changed


def test_a_new_one_is_free():
    assert broken_promises({}, {"a/migrations/0001_a.py": "1"}) == []


def test_the_list_can_be_checked_without_us():
    subprocess.run(
        ["sha256sum", "--check", "--quiet", MIGRATIONS], cwd=ROOT, check=True, timeout=30
    )
