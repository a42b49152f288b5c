"""Test settings with a database file that is made once and copied for each fault."""

from tests.settings import *  # noqa: F403

DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "trial.sqlite3"}  # noqa: F405
