"""When a backup is made, how long it stays, and when somebody should look."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests import servers
from tests.leergang.backups import left, made, name_of, refused
from tests.leergang.machines import Machine

pytestmark = pytest.mark.services
CLOCK = 'if [[ $* == +%s ]]; then echo {}; else exec /bin/date "$@"; fi'
# The second time that somebody asks, it is sixteen months later.
JUMPING_CLOCK = """
[[ $* == +%s ]] || exec /bin/date "$@"
[[ -e ${0%/*}/asked ]] && exec /bin/date -d "+16 months" +%s
touch "${0%/*}/asked"
exec /bin/date +%s"""
NIGHT = datetime(2027, 3, 28, 1, 30, tzinfo=UTC)  # half past three, on the night without an hour 2


def test_older_than_the_limit_goes_and_just_within_it_stays(old):
    over = left(old, age=timedelta(days=7, minutes=1))
    under = left(old, age=timedelta(days=7, minutes=-1))
    (old.folder / "leergang-uitleg.txt").write_text("van de beheerder")

    answer = old.backup("maak", BACKUP_DAGEN="7")

    assert f"Verwijderd, want ouder dan 7 dagen: {over}" in answer.stdout
    assert under in old.files()
    assert over not in old.files()
    assert len(old.files()) == 3


def test_the_newest_is_never_removed(old):
    """Even when the clock jumps a year between making and clearing."""
    old.pretend("date", JUMPING_CLOCK)

    assert made(old).name in old.files()


@pytest.mark.parametrize(("hours", "status"), [(25.98, 0), (26.02, 1)])
def test_health_is_lost_after_twenty_six_hours(old, hours, status):
    left(old, age=timedelta(hours=hours))

    assert old.backup("gezond").returncode == status


def test_without_a_backup_or_with_one_of_the_future_nobody_is_healthy(old):
    left(old, age=timedelta(days=-1))

    assert "nog geen back-up" in refused(old, "gezond")


def night(machine: Machine, now: datetime, **settings: str) -> str:
    """One round of the schedule at that moment; `sleep` says how long, and ends it."""
    machine.pretend("date", CLOCK.format(int(now.timestamp())))
    machine.pretend("sleep", 'echo "wacht $1"; exit 9')
    answer = machine.backup("plan", **settings)
    assert answer.returncode == 9, answer.stderr
    return answer.stdout + answer.stderr


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, "2027-01-12 12:00", True),
        ("2027-01-11 02:01", "2027-01-12 01:59", False),
        ("2027-01-11 02:01", "2027-01-12 02:00", True),
        ("2027-01-12 02:00", "2027-01-12 02:05", False),
        ("2027-01-09 02:01", "2027-01-12 01:00", True),
        ("2027-03-27 02:01", "2027-03-28 01:59", False),
        ("2027-03-27 02:01", "2027-03-28 03:00", True),
        ("2027-03-28 03:01", "2027-03-29 01:59", False),
        ("2027-10-30 02:01", "2027-10-31 03:00", True),
    ],
)
def test_a_backup_is_made_when_its_hour_has_passed(old, amsterdam, last, now, due):
    if last:
        (old.folder / name_of(amsterdam(last))).write_bytes(b"age")
    before = old.files()

    said = night(old, amsterdam(now))

    assert ("Back-up gemaakt" in said) is due
    assert len(old.files()) == len(before) + due
    assert "wacht 300" in said


@pytest.fixture
def amsterdam():
    def moment(words: str) -> datetime:
        local = datetime.fromisoformat(words).replace(tzinfo=ZoneInfo("Europe/Amsterdam"))
        return local.astimezone(UTC)

    return moment


def test_a_night_that_fails_is_tried_again_within_the_hour(old):
    said = night(old, NIGHT, PGPORT=str(servers.free_port()))

    assert "De database antwoordt niet" in said
    assert "Over een half uur opnieuw." in said
    assert "wacht 1800" in said
    assert old.files() == []


def test_an_installation_that_is_not_filled_yet_is_looked_at_each_minute(new):
    said = night(new, NIGHT)

    assert "De database is nog leeg. Over een minuut opnieuw." in said
    assert "wacht 60" in said
    assert new.files() == []
