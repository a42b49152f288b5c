"""Which days, marks and notices a question finds: before, on and after, and nobody else's."""

from datetime import datetime, time, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from berichten.models import Bericht
from cohorts.aanwezigheid.actions.moved_days import lapse_afmeldingen
from cohorts.aanwezigheid.models import Aanwezigheid, Afmelding
from cohorts.aanwezigheid.models.afmelding import BEWAARTERMIJN
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.afmeldingen import create_afmelding, withdraw_afmelding
from cohorts.presentie.actions.closing import close_bijeenkomst
from cohorts.presentie.models import Betwisting, Opmerking, Toehoorder
from tests.cohorts.catching_up import follow, mark, plan_beside
from tests.day_factories import (
    AfmeldingFactory,
    BetwistingFactory,
    OpmerkingFactory,
    ToehoorderFactory,
)
from tests.factories import AanwezigheidFactory, DeelnameFactory

DAY = timedelta(days=1)


# -- Days ----------------------------------------------------------------------------------


def test_days_to_come_and_days_held_part_at_today_and_leave_out_what_is_off(bijeenkomsten, els):
    today = bijeenkomsten[4].datum
    bijeenkomsten[1].cancel(els)
    bijeenkomsten[5].cancel(els)
    rows = Bijeenkomst.objects

    def numbers(found) -> list[int]:
        return [row.cursusdag.nummer for row in found.select_related("cursusdag")]

    assert numbers(rows.upcoming(today)) == [5, 7]
    assert numbers(rows.upcoming(today + DAY)) == [7]
    assert numbers(rows.past(today)) == [4, 3, 1]
    assert numbers(rows.past(today + DAY)) == [5, 4, 3, 1]
    assert numbers(rows.before(today).order_by("datum")) == [1, 2, 3, 4]
    assert numbers(rows.to_close(today).order_by("datum")) == [1, 3, 4]
    assert numbers(rows.on(today)) == [5]
    Bijeenkomst.objects.filter(pk=bijeenkomsten[2].pk).update(afgerond_op=timezone.now())
    assert numbers(rows.to_close(today + DAY).order_by("datum")) == [1, 4, 5]
    assert numbers(rows.closed()) == [3]
    assert numbers(rows.for_nudge(today - 14 * DAY, today)) == [4, 5]


def test_what_others_do_on_a_date_is_of_other_cohorts_and_goes_on(
    cohort, bijeenkomsten, ander_cohort, els
):
    others = plan_beside(ander_cohort)
    dates = [others[2].datum, others[3].datum, bijeenkomsten[5].datum]

    assert list(Bijeenkomst.objects.elsewhere(cohort, dates)) == others[2:4]
    others[2].cancel(els)
    assert list(Bijeenkomst.objects.elsewhere(cohort, dates)) == [others[3]]


def test_a_day_is_found_by_cohort_and_number_and_only_when_it_goes_on(
    cohort, bijeenkomsten, ander_cohort, els
):
    others = plan_beside(ander_cohort)
    day = {"cohort_pk": cohort.pk, "nummer": 3}
    own = (cohort.pk, bijeenkomsten[2].cursusdag_id)

    assert Bijeenkomst.objects.of_day(**day).get() == bijeenkomsten[2]
    assert Bijeenkomst.objects.of_cohort_on(*own).get() == bijeenkomsten[2]
    assert set(Bijeenkomst.objects.of_dag(3)) == {bijeenkomsten[2], others[2]}
    bijeenkomsten[2].cancel(els)
    assert not Bijeenkomst.objects.of_day(**day).exists()
    assert not Bijeenkomst.objects.of_cohort_on(*own).exists()


@pytest.mark.parametrize(
    ("days", "clock", "half"),
    [
        (0, time(0), "ochtend"),
        (0, time(13, 14, 59), "ochtend"),
        (0, time(13, 15), "middag"),
        (0, time(23, 59), "middag"),
        (-1, time(14), "ochtend"),
        (1, time(14), "ochtend"),
    ],
)
def test_a_half_begins_at_the_hour_of_the_day_itself(vandaag, days, clock, half):
    assert vandaag.dagdeel_at(datetime.combine(vandaag.datum + days * DAY, clock)) == half


def test_paper_is_typed_in_from_the_day_after_until_the_closing(vandaag):
    on = vandaag.datum
    assert [vandaag.takes_paper_on(on + days * DAY) for days in (-1, 0, 1, 9)] == [
        False,
        False,
        True,
        True,
    ]
    for field in ("afgerond_op", "geannuleerd_op"):
        setattr(vandaag, field, timezone.now())
        assert not vandaag.takes_paper_on(on + DAY)
        setattr(vandaag, field, None)


@pytest.mark.monday
def test_a_cancelled_day_says_so_before_it_says_when(vandaag, els):
    assert "kan vanaf maandag 23 november" in vandaag.refusal_of_presentie(vandaag.datum - DAY)
    assert vandaag.refusal_of_presentie(vandaag.datum) == ""
    vandaag.cancel(els)
    for days in (-1, 0):
        assert "gaat niet door" in vandaag.refusal_of_presentie(vandaag.datum + days * DAY)
    vandaag.refresh_from_db()
    assert (vandaag.geannuleerd_door, vandaag.versie) == (els, 2)


@pytest.mark.parametrize(("clock", "closes"), [("16:29", False), ("16:30", True)])
def test_a_day_with_somebody_open_is_closed_from_its_end(
    deelname, bas, vandaag, carla, time_machine, clock, closes
):
    mark(deelname, vandaag, "aanwezig")
    time_machine.move_to(f"2026-11-23 {clock} +0100", tick=False)

    if closes:
        assert close_bijeenkomst(bijeenkomst=vandaag, by=carla) == 2
        return
    with pytest.raises(ValidationError, match=r"vanaf 16\.30 uur"):
        close_bijeenkomst(bijeenkomst=vandaag, by=carla)
    mark(Deelname.objects.get(user=bas), vandaag, "afwezig")
    assert close_bijeenkomst(bijeenkomst=vandaag, by=carla) == 0


# -- Marks ---------------------------------------------------------------------------------


def test_a_mark_is_of_the_day_where_it_was_held_and_of_the_cohort_of_its_person(
    gemist, bijeenkomsten, host, cohort, vreemd
):
    """Anna missed day 3, followed its morning elsewhere, and was there on day 4; Vera too."""
    follow(gemist, host, "ochtend")
    mark(gemist, bijeenkomsten[3], "aanwezig", "ochtend")
    for status in ("afwezig", "open"):
        mark(gemist, bijeenkomsten[4], status, "ochtend")
    own = vreemd.deelnames.get()
    mark(own, host, "aanwezig", "middag")
    rows = Aanwezigheid.objects

    def found(query) -> set[tuple[str, int, str]]:
        names = ("deelname__user__voornaam", "cursusdag__nummer", "dagdeel")
        return set(query.values_list(*names))

    missed, caught_up = ("Anna", 3, "middag"), ("Anna", 3, "ochtend")
    there, vera = ("Anna", 4, "ochtend"), (vreemd.voornaam, 3, "middag")
    assert found(rows.behaald()) == {caught_up, there, vera}
    assert found(rows.geregistreerd()) == {missed, caught_up, there, vera}
    assert found(rows.stated()) == {missed, caught_up, there, vera}
    assert found(rows.about_days_of(cohort)) == {missed, there, ("Anna", 5, "ochtend")}
    assert found(rows.about_days_of(host.cohort)) == {caught_up, vera}
    assert found(rows.followed_at(host)) == {caught_up, vera}
    assert found(rows.at(host)) == {vera}
    assert found(rows.made_good_nowhere()) == set()
    after = [host.datum - DAY, host.datum]
    assert [found(rows.followed_after(day)) for day in after] == [{caught_up, vera}, set()]


# -- Notices -------------------------------------------------------------------------------


def test_the_first_notice_to_come_is_of_this_person_and_holds(deelname, bijeenkomsten):
    """Bas gave notice for today; Anna took one back, one lapsed, and two hold."""
    today = bijeenkomsten[4].datum
    AfmeldingFactory(deelname=DeelnameFactory(cohort=deelname.cohort), bijeenkomst=bijeenkomsten[4])
    for number, change in (
        (3, {}),
        (4, {"ingetrokken_op": timezone.now()}),
        (5, {}),
        (6, {}),
        (4, {"vervallen_op": timezone.now()}),
    ):
        AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[number], **change)

    def first(day) -> int | None:
        rows = Deelname.objects.annotate(first=Afmelding.objects.bijeenkomst_of_deelname(day))
        return rows.get(pk=deelname.pk).first

    coming = bijeenkomsten[5]
    assert [first(day) for day in (today, coming.datum, coming.datum + DAY)] == [
        coming.pk,
        coming.pk,
        bijeenkomsten[6].pk,
    ]
    assert first(bijeenkomsten[6].datum + DAY) is None


@pytest.mark.parametrize(
    ("half", "words"),
    [
        ({}, "de hele dag"),
        ({"middag": False}, "de ochtend"),
        ({"ochtend": False}, "de middag"),
    ],
)
def test_a_notice_names_its_part_of_the_day(deelname, vandaag, half, words):
    row = AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag, **half)

    assert row.wanneer == words
    found = [Afmelding.objects.in_dagdeel(name).exists() for name in ("ochtend", "middag")]
    assert found == [row.ochtend, row.middag]
    assert Afmelding.objects.hele_dag().exists() == (not half)


def test_a_second_notice_says_the_same_or_is_refused_and_a_lapsed_one_stays(
    deelname, bas, bijeenkomsten, anna
):
    day = bijeenkomsten[5]
    words = {"deelname": deelname, "bijeenkomst": day, "by": anna, "reden": "werk"}
    first = create_afmelding(**words)
    assert create_afmelding(**words) == first
    for half in ("ochtend", "middag"):
        with pytest.raises(ValidationError, match="al afgemeld"):
            create_afmelding(**words, **{half: False})

    other = AfmeldingFactory(deelname=Deelname.objects.get(user=bas), bijeenkomst=day)
    later = AfmeldingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[6])
    withdraw_afmelding(afmelding=first, by=anna)
    assert set(Afmelding.objects.geldig()) == {other, later}
    lapse_afmeldingen(bijeenkomsten[6])
    withdraw_afmelding(afmelding=later, by=anna)
    later.refresh_from_db()
    assert (later.ingetrokken_op, later.vervallen_op is None) == (None, False)


def test_after_a_move_those_are_asked_again_who_take_part_on_the_new_date(
    deelname, bas, cohort, bijeenkomsten
):
    day = bijeenkomsten[5]
    day.datum += 7 * DAY
    day.save()
    last = DeelnameFactory(cohort=cohort, tot_en_met=day.datum)
    left = DeelnameFactory(cohort=cohort, tot_en_met=day.datum - DAY)
    away = DeelnameFactory(cohort=cohort, user__is_active=False)
    for row in (deelname, last, left, away):
        AfmeldingFactory(deelname=row, bijeenkomst=day)

    assert lapse_afmeldingen(day) == 4

    assert {row.ontvanger for row in Bericht.objects.all()} == {deelname.user, last.user}


# -- Words that are erased -----------------------------------------------------------------


def test_words_are_erased_once_and_of_the_cohort_that_ended(deelname, bijeenkomsten, ander_cohort):
    ends = bijeenkomsten[6].datum
    others = plan_beside(ander_cohort)
    stranger = DeelnameFactory(cohort=ander_cohort)
    mine = []
    for row, day in ((deelname, bijeenkomsten[4]), (stranger, others[4])):
        made = AanwezigheidFactory(deelname=row, bijeenkomst=day)
        words = {"deelname": row, "bijeenkomst": day}
        mine.append(
            (
                AfmeldingFactory(**words),
                BetwistingFactory(aanwezigheid=made),
                OpmerkingFactory(**words),
                ToehoorderFactory(bijeenkomst=day),
            )
        )
    kinds = (Afmelding, Betwisting, Opmerking, Toehoorder)

    for days, found in ((0, [[]] * 4), (1, [[row] for row in mine[0]])):
        day = ends + BEWAARTERMIJN + days * DAY
        assert [list(kind.objects.to_erase(day)) for kind in kinds] == found
    done = {"gewist_op": timezone.now(), "toelichting": ""}
    Afmelding.objects.update(**done, reden="")
    Betwisting.objects.update(**done)
    for kind in kinds[:2]:
        assert not kind.objects.to_erase(ends + 365 * DAY).exists()
