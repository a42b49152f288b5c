"""The moments of a message: just before, on, and just after each of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from berichten.models import Bericht, BerichtQuerySet

SECOND = timedelta(seconds=1)
TRIES = 7
FINAL = ("verzonden", "mislukt", "teruggekomen", "vervallen")


@pytest.fixture(autouse=True)
def standing_clock(time_machine) -> None:
    time_machine.move_to("2026-11-24 10:00 +0100", tick=False)


@pytest.fixture
def make(ontvanger: User):
    def bericht(naam: str, **fields: object) -> Bericht:
        words = {"tekst": "Tot dan.", "html": "<p>Tot dan.</p>"}
        return Bericht.objects.create(
            soort="proef",
            ontvanger=ontvanger,
            adres=ontvanger.email,
            aanleiding=naam,
            **words | fields,
        )

    return bericht


def names(found: BerichtQuerySet) -> set[str]:
    return {bericht.aanleiding for bericht in found}


def test_a_message_leaves_from_its_moment_up_to_and_including_its_last(make):
    now = timezone.now()
    make("before", klaar_vanaf=now + SECOND)
    make("on", klaar_vanaf=now)
    make("last", klaar_vanaf=now - SECOND, uiterlijk=now)
    make("late", klaar_vanaf=now - 2 * SECOND, uiterlijk=now - SECOND)
    make("taken", status="bezig", klaar_vanaf=now)

    assert names(Bericht.objects.expired(now)) == {"late"}
    claimed = {row.aanleiding for row in Bericht.objects.all() if row_claimed(row)}

    assert claimed == {"on", "last"}


def row_claimed(row: Bericht) -> bool:
    return Bericht.objects.claim(row.pk, timezone.now()) is not None


def test_a_claim_is_stuck_only_when_it_is_older_than_the_limit(make):
    limit = timezone.now()
    for number, moment in enumerate((limit - SECOND, limit)):
        make(str(number), status="bezig", geclaimd_op=moment, pogingen=TRIES - 1)
    make("last try", status="bezig", geclaimd_op=limit - SECOND, pogingen=TRIES)

    assert Bericht.objects.free_stuck(limit) == 2

    assert dict(Bericht.objects.values_list("aanleiding", "status")) == {
        "0": "klaar",
        "1": "bezig",
        "last try": "mislukt",
    }


def test_what_was_given_up_is_worth_a_try_for_thirty_days_and_until_its_last_moment(make):
    now = timezone.now()
    gone = {"status": "mislukt", "klaar_vanaf": now - timedelta(days=60)}
    make("old", **gone, aangemaakt_op=now - timedelta(days=30) - SECOND)
    make("just", **gone, aangemaakt_op=now - timedelta(days=30))
    make("last", **gone, aangemaakt_op=now - timedelta(days=1), uiterlijk=now)
    make("late", **gone, uiterlijk=now - SECOND)
    make("secret", **gone, geheim=True, tekst="", html="")
    make("sent", status="verzonden", verzonden_op=now)

    assert [row.aanleiding for row in Bericht.objects.failed(now)] == ["just", "last"]
    retried = {row.aanleiding for row in Bericht.objects.all() if row.retry(now)}

    assert retried == {"just", "last"}
    assert set(Bericht.objects.filter(status="klaar").values_list("klaar_vanaf", flat=True)) == {
        now
    }


def test_nobody_delivers_when_a_message_waits_a_quarter_of_an_hour(make):
    now = timezone.now()
    make("waits", klaar_vanaf=now - timedelta(minutes=15))
    make("young", klaar_vanaf=now - timedelta(minutes=15) + SECOND)
    make("sent", klaar_vanaf=now - timedelta(days=1), status="verzonden", verzonden_op=now)

    assert names(Bericht.objects.overdue(now)) == {"waits"}


@pytest.mark.parametrize(("margin", "status"), [(timedelta(0), "klaar"), (-SECOND, "vervallen")])
def test_the_next_try_may_fall_on_the_last_moment_and_not_after_it(make, margin, status):
    now = timezone.now()
    make("x", klaar_vanaf=now, uiterlijk=now + timedelta(minutes=1) + margin)
    mine = Bericht.objects.claim(Bericht.objects.get().pk, now)

    assert mine.postpone(now, "f" * 300)

    mine.refresh_from_db()
    assert (mine.status, mine.laatste_fout) == (status, "f" * 250)


def test_what_is_asked_about_a_kind_an_occasion_or_a_version_is_about_that_alone(make):
    make("dag 1")
    make("dag 2", versie=2)
    make("dag 3", status="verzonden", verzonden_op=timezone.now())
    Bericht.objects.filter(aanleiding="dag 2").update(soort="anders")

    assert names(Bericht.objects.waiting(["proef"])) == {"dag 1"}
    assert names(Bericht.objects.waiting(["proef", "anders"])) == {"dag 1", "dag 2"}
    assert names(Bericht.objects.about("dag 2", 2)) == {"dag 2"}
    assert not Bericht.objects.about("dag 2", 1).exists()
    assert names(Bericht.objects.of_occasions("proef", ["dag 2", "dag 3"])) == {"dag 3"}


def test_a_claim_says_since_when_and_counts_one_try_of_that_message(make):
    now = timezone.now()
    mine, other = make("mine"), make("other")

    claimed = Bericht.objects.claim(mine.pk, now)

    assert (claimed.pk, claimed.status, claimed.geclaimd_op, claimed.pogingen) == (
        *(mine.pk, "bezig"),
        *(now, 1),
    )
    other.refresh_from_db()
    assert (other.status, other.geclaimd_op, other.pogingen) == ("klaar", None, 0)


def test_what_is_due_and_what_was_given_up_stands_oldest_first(make):
    now = timezone.now()
    for naam, seconds in (("second", 2), ("first", 3), ("third", 2)):
        moment = now - seconds * SECOND
        make(naam, klaar_vanaf=moment, aangemaakt_op=moment)

    in_turn = ["first", "second", "third"]
    assert [row.aanleiding for row in Bericht.objects.due(now)] == in_turn
    # SQLite reads them in this order from its index, also when nobody asks for one.
    assert Bericht.objects.due(now).ordered
    Bericht.objects.update(status="mislukt")
    assert [row.aanleiding for row in Bericht.objects.failed(now)] == in_turn


def test_the_end_of_one_message_wipes_secrets_and_touches_no_other(make):
    now = timezone.now()
    secret, plain, other = make("a", geheim=True), make("b"), make("c", geheim=True)
    for row in (secret, plain, other):
        Bericht.objects.claim(row.pk, now)
        row.refresh_from_db()
    Bericht.objects.update(laatste_fout="eerder")

    assert secret.give_up("f" * 300)
    assert plain.mark_verzonden(now)

    kept = Bericht.objects.order_by("pk").values_list("status", "tekst", "html", "laatste_fout")
    assert list(kept) == [
        ("mislukt", "", "", "f" * 250),
        ("verzonden", "Tot dan.", "<p>Tot dan.</p>", ""),
        ("bezig", "Tot dan.", "<p>Tot dan.</p>", "eerder"),
    ]
    assert list(Bericht.objects.order_by("pk").values_list("verzonden_op", flat=True)) == [
        *(None, now, None)
    ]


def test_a_try_that_waits_is_free_again_and_the_seventh_is_the_last(make):
    now = timezone.now()
    sixth = make("6", status="bezig", geclaimd_op=now, pogingen=TRIES - 1)
    seventh = make("7", status="bezig", geclaimd_op=now, pogingen=TRIES)
    make("other", status="bezig", geclaimd_op=now, pogingen=TRIES)

    assert sixth.postpone(now, "f" * 300)
    assert seventh.postpone(now, "vol")

    kept = Bericht.objects.order_by("pk").values_list("status", "geclaimd_op", "klaar_vanaf")
    assert kept[0] == ("klaar", None, now + timedelta(hours=12))
    assert [row[0] for row in kept] == ["klaar", "mislukt", "bezig"]
    assert list(Bericht.objects.order_by("pk").values_list("laatste_fout", flat=True)) == [
        *("f" * 250, "vol", "")
    ]


def test_what_has_ended_or_was_freed_is_not_changed_by_its_former_claim(make):
    now = timezone.now()
    sent, freed = make("sent"), make("freed")
    slow = [Bericht.objects.claim(row.pk, now) for row in (sent, freed)]
    assert slow[0].mark_verzonden(now)
    Bericht.objects.filter(pk=freed.pk).update(status="klaar")

    for claim in slow:
        outcomes = claim.give_up("x"), claim.postpone(now, "x"), claim.mark_verzonden(now)
        assert outcomes == (False, False, False)

    assert dict(Bericht.objects.values_list("aanleiding", "status")) == {
        "sent": "verzonden",
        "freed": "klaar",
    }


def test_another_try_frees_the_claim(make):
    now = timezone.now()
    gone = make("x", status="mislukt", geclaimd_op=now, pogingen=TRIES)

    assert gone.retry(now)
    gone.refresh_from_db()

    assert (gone.status, gone.geclaimd_op, gone.klaar_vanaf) == ("klaar", None, now)
    assert not gone.retry(now)


def test_a_stuck_claim_is_given_back_and_the_last_one_says_why(make):
    now = timezone.now()
    make("again", status="bezig", geclaimd_op=now - SECOND, pogingen=1)
    make("last", status="bezig", geclaimd_op=now - SECOND, pogingen=TRIES)
    make("sent", status="verzonden", verzonden_op=now, geclaimd_op=now - SECOND, pogingen=TRIES)

    assert Bericht.objects.free_stuck(now) == 2

    kept = Bericht.objects.order_by("pk").values_list("status", "geclaimd_op", "laatste_fout")
    assert list(kept) == [
        ("klaar", None, ""),
        ("mislukt", now - SECOND, "De verzending is niet afgerond."),
        ("verzonden", now - SECOND, ""),
    ]


def test_a_row_calls_itself_by_kind_address_and_state(make):
    assert str(make("x")) == "proef aan anna@gemeente.example (klaar)"


# -- What the database never lets in -------------------------------------------------------


def refuses(make, **fields: object) -> bool:
    try:
        with transaction.atomic():
            make("x", **fields)
    except IntegrityError:
        return True
    return False


@pytest.mark.parametrize("status", FINAL)
def test_no_secret_that_is_done_keeps_its_text_or_its_html(make, status):
    sent = timezone.now() if status in {"verzonden", "teruggekomen"} else None
    done = {"status": status, "geheim": True, "verzonden_op": sent}

    assert refuses(make, **done)
    assert refuses(make, **done, html="")
    assert refuses(make, **done, tekst="")
    assert not refuses(make, **done, tekst="", html="")


@pytest.mark.parametrize("status", ["klaar", "bezig"])
def test_a_secret_on_its_way_has_its_text(make, status):
    assert not refuses(make, status=status, geheim=True)


def test_only_what_was_sent_has_a_moment_of_sending(make):
    now = timezone.now()

    assert refuses(make, status="verzonden")
    assert refuses(make, status="teruggekomen")
    assert refuses(make, status="klaar", verzonden_op=now)
    assert refuses(make, status="kwijt")
    assert refuses(make, klaar_vanaf=now, uiterlijk=now - SECOND)
    assert not refuses(make, klaar_vanaf=now, uiterlijk=now)
    assert refuses(make, klaar_vanaf=now)
