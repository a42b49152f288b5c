"""What a report says of somebody comes from their own marks, days, certificate and trainers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Cohort, Deelname
from rapportages.models import Inzet, Voltooiing, followed_before
from rapportages.outcomes import Uitkomst, outcome_of
from rapportages.overview import lines_of
from tests.factories import (
    AanwezigheidFactory,
    CertificaatFactory,
    CohortFactory,
    DeelnameFactory,
    TrainerschapFactory,
    UserFactory,
    mark_days,
    plan_seven_days,
)
from tests.rapportages.conftest import download
from tests.rapportages.test_files import read_csv


@pytest.fixture
def bas_deelname(bas) -> Deelname:
    return bas.deelnames.get()


@pytest.fixture
def second(cohort) -> Cohort:
    """A second cohort of the same employer, that begins in two weeks."""
    return CohortFactory(
        naam="Testdam B", organisatie=cohort.organisatie, programma=cohort.programma
    )


def lines(user, today=None) -> dict[int, object]:
    today = today or timezone.localdate()
    rows = Inzet.objects.managed_by_hr(user).for_page().with_voltooiing(today).with_certificaat()
    return {line.inzet.deelname_id: line for line in lines_of(list(rows), today)}


def in_file(client) -> dict[str, list[list[str]]]:
    """The lines of each person, by name."""
    found: dict[str, list[list[str]]] = {}
    for row in read_csv([download(client)])[1:]:
        found.setdefault(row[1], []).append(row)
    return found


def test_a_colleague_who_followed_nothing_has_followed_nothing(
    cohort, deelname, bas_deelname, hanna, client_for
):
    plan_seven_days(cohort, today_is=8)
    mark_days(deelname, range(1, 8))
    mark_days(bas_deelname, range(1, 2))
    mark_days(bas_deelname, range(2, 8), status="afwezig")

    shown, written = lines(hanna), in_file(client_for(hanna))

    assert shown[deelname.pk].voltooiing == Voltooiing.AFGEROND
    assert shown[bas_deelname.pk].voltooiing == Voltooiing.BEZIG
    assert (shown[deelname.pk].uren, shown[bas_deelname.pk].uren) == (49, 7)
    assert [row[11] for row in written["Anna Jansen"]] == ["aanwezig"] * 7
    assert [row[11] for row in written["Bas Çelik"]] == ["aanwezig"] + ["afwezig"] * 6
    assert [row[10] for row in written["Bas Çelik"]] == ["7,0"] + ["0,0"] * 6


def test_each_cohort_begins_on_its_own_first_day_that_goes_on(
    deelname, bijeenkomsten, second, hanna
):
    later = DeelnameFactory(cohort=second)
    plan_seven_days(second, today_is=0)
    assert lines(hanna)[deelname.pk].voltooiing == Voltooiing.BEZIG
    assert lines(hanna)[later.pk].voltooiing == Voltooiing.NIET_BEGONNEN

    past = deelname.cohort.bijeenkomsten.filter(datum__lte=timezone.localdate())
    past.update(geannuleerd_op=timezone.now())
    assert lines(hanna)[deelname.pk].voltooiing == Voltooiing.NIET_BEGONNEN


def test_days_of_another_cohort_after_the_end_take_nothing_away(
    cohort, deelname, bijeenkomsten, second, hanna
):
    """Anna's last day of work was today; the same days in the other cohort come later."""
    plan_seven_days(second, today_is=0)
    mark_days(deelname, range(1, 6))
    cohort.norm_dagdelen = 10
    cohort.save()
    deelname.dienstverbanden.update(tot_en_met=timezone.localdate())

    tomorrow = timezone.localdate() + timedelta(days=1)
    assert lines(hanna, tomorrow)[deelname.pk].voltooiing == Voltooiing.AFGEROND


def test_the_certificate_is_the_own_and_the_newest(
    deelname, bas_deelname, bijeenkomsten, hanna, els
):
    old = CertificaatFactory(deelname=deelname)
    CertificaatFactory(deelname=deelname, vervangt=old)
    old.gebeurtenissen.create(soort="vervangen", door=els)

    shown = lines(hanna)

    assert shown[deelname.pk].certificaat == "uitgegeven"
    assert shown[bas_deelname.pk].certificaat == "nog niet"


def test_each_half_of_each_day_is_that_half_of_that_day(deelname, bijeenkomsten, hanna, client_for):
    for nummer, (ochtend, middag) in enumerate(
        [("aanwezig", "afwezig"), ("afwezig", "aanwezig"), ("ingehaald", "aanwezig")]
    ):
        for dagdeel, status in (("ochtend", ochtend), ("middag", middag)):
            AanwezigheidFactory(
                deelname=deelname,
                bijeenkomst=bijeenkomsten[nummer],
                dagdeel=dagdeel,
                status=status,
            )

    said = ["halve dag", "halve dag", "ingehaald", "nog niet geregistreerd"]
    assert [row[11] for row in in_file(client_for(hanna))["Anna Jansen"]][:4] == said
    assert [dag.uitkomst for dag in lines(hanna)[deelname.pk].dagen][:4] == said


# -- What was followed before --------------------------------------------------------------


def gast(deelname: Deelname, bijeenkomst: Bijeenkomst, dagdeel: str = "ochtend", **values):
    """Somebody caught up this dagdeel at a bijeenkomst of another cohort."""
    return Aanwezigheid.objects.create(
        deelname=deelname,
        bijeenkomst=bijeenkomst,
        cursusdag=bijeenkomst.cursusdag,
        dagdeel=dagdeel,
        **{"status": "ingehaald"} | values,
    )


def test_a_dagdeel_counts_elsewhere_when_the_same_person_followed_the_same_one_there(
    deelname, bas_deelname, bijeenkomsten, second
):
    again = DeelnameFactory(user=deelname.user, cohort=second)
    here = bijeenkomsten[0]
    mark_days(deelname, range(1, 2))
    mark_days(deelname, range(3, 4), status="afwezig")
    mark_days(bas_deelname, range(1, 5))
    gast(again, here, "ochtend")
    gast(again, bijeenkomsten[1])
    gast(again, bijeenkomsten[2])
    everybody = [deelname.pk, bas_deelname.pk, again.pk]

    assert followed_before(everybody) == {(again.pk, here.cursusdag_id, "ochtend")}
    assert followed_before([deelname.pk, bas_deelname.pk]) == set()


def test_of_twice_the_same_half_the_other_half_is_no_proof(deelname, bijeenkomsten, second):
    again = DeelnameFactory(user=deelname.user, cohort=second)
    AanwezigheidFactory(deelname=deelname, bijeenkomst=bijeenkomsten[0], dagdeel="middag")
    gast(again, bijeenkomsten[0], "ochtend")

    assert followed_before([again.pk]) == set()


def test_of_one_dagdeel_caught_up_in_two_deelnames_the_first_has_the_hours(
    deelname, bijeenkomsten, second
):
    again = DeelnameFactory(user=deelname.user, cohort=second)
    third = plan_seven_days(CohortFactory(programma=second.programma))[0]
    for one in (deelname, again):
        gast(one, third)

    assert followed_before([deelname.pk, again.pk]) == {(again.pk, third.cursusdag_id, "ochtend")}


@pytest.mark.parametrize(
    ("ochtend", "middag", "days_ago", "said"),
    [
        ("eerder", "eerder", 0, Uitkomst.EERDER),
        ("eerder", "eerder", 1, Uitkomst.EERDER),
        ("eerder", "afwezig", 1, Uitkomst.HALVE_DAG),
        ("afwezig", "eerder", 1, Uitkomst.HALVE_DAG),
        ("eerder", "afwezig", 0, Uitkomst.VERWERKT),
        ("aanwezig", "aanwezig", 0, Uitkomst.VERWERKT),
        ("aanwezig", "aanwezig", -1, Uitkomst.AANWEZIG),
        ("aanwezig", "afwezig", -1, Uitkomst.NOG_NIET),
        ("afwezig", "niet_geregistreerd", 1, Uitkomst.DEELS),
        ("eerder", "open", 1, Uitkomst.HALVE_DAG),
    ],
)
def test_the_outcome_of_days_followed_before_and_of_today(ochtend, middag, days_ago, said):
    today = timezone.localdate()

    assert outcome_of(ochtend, middag, today - timedelta(days=days_ago), today) == said


# -- Trainers ------------------------------------------------------------------------------


def test_a_day_names_who_led_this_cohort_on_that_day(
    cohort, deelname, bijeenkomsten, second, dirk, hanna, client_for
):
    other = DeelnameFactory(cohort=second, user=UserFactory(voornaam="Zus", achternaam="Zo"))
    plan_seven_days(second)
    days = [bijeenkomst.datum for bijeenkomst in bijeenkomsten]

    def leads(name, cohort, first, last):
        user = UserFactory(voornaam=name, achternaam="Wit")
        TrainerschapFactory(cohort=cohort, user=user, vanaf=days[first], tot_en_met=days[last])

    leads("Eerst", cohort, 0, 2)
    leads("Dan", cohort, 2, 6)
    leads("Elders", second, 0, 6)

    written = in_file(client_for(hanna))

    assert [row[12] for row in written["Anna Jansen"]] == [
        "Eerst Wit",
        "Eerst Wit",
        "Eerst Wit, Dan Wit",
        *["Dan Wit"] * 4,
    ]
    assert {row[12] for row in written["Zus Zo"]} == {"Elders Wit"}
    assert other.cohort.naam == written["Zus Zo"][0][4]
