"""What HR reads of who works elsewhere, goes on in another cohort, stops or comes back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cohorts.deelnemers.actions.employment import change_employer
from cohorts.deelnemers.actions.membership import end_deelname, move_deelname, resume_deelname
from cohorts.models import Cohort
from rapportages.models import Voltooiing
from tests.factories import CertificaatFactory, CohortFactory, mark_days, plan_seven_days
from tests.rapportages.conftest import OVERZICHT, download, page_of, people_pages
from tests.rapportages.test_employers import day_of, line_of, lines
from tests.rapportages.test_files import read_csv

DAY = timedelta(days=1)


@pytest.fixture
def left(cohort, deelname, els, andere_organisatie) -> date:
    """Anna works elsewhere since the day after day 4; today is day 6. Returns her last day."""
    plan_seven_days(cohort, today_is=6)
    last = day_of(cohort, 4)
    change_employer(deelname=deelname, organisatie=andere_organisatie, vanaf=last + DAY, by=els)
    return last


@pytest.fixture
def target(cohort) -> Cohort:
    other = CohortFactory(
        naam="Testdam B", organisatie=cohort.organisatie, programma=cohort.programma
    )
    plan_seven_days(other, today_is=2)
    return other


def states(user) -> list[str]:
    return [str(line.voltooiing.label) for line in lines(user)]


def test_who_works_elsewhere_did_not_stop_and_the_page_says_until_when(
    left, hanna, henk, client_for
):
    client = client_for(hanna)
    answer = client.get(OVERZICHT)

    assert (states(hanna), states(henk)) == (["dienstverband voorbij"], ["bezig"])
    assert "Testdam A · t/m 26 okt 2026</small>" in answer.text
    assert "gestopt" not in answer.text.replace("Gestopt</dt>", "")
    assert "Elders" not in answer.text
    chips = [(chip.label, chip.aantal) for chip in answer.context["chips"]]
    assert chips == [("Iedereen", 1), ("Dienstverband voorbij", 1)]
    figures = {row.label: row.aantal for row in answer.context["totals"].figures}
    assert (figures["Dienstverband voorbij"], figures["Gestopt"]) == (1, 0)
    assert "1 dienstverband voorbij" in answer.text
    for status, found in (("dienstverband-voorbij", 1), ("gestopt", 0), ("bezig", 0)):
        assert len(client.get(OVERZICHT, {"status": status}).context["lines"]) == found


def test_who_really_stopped_is_stopped(cohort, deelname, bijeenkomsten, els, hanna, client_for):
    end_deelname(deelname=deelname, tot_en_met=day_of(cohort, 4), by=els)

    assert states(hanna) == ["gestopt"]
    figures = [row.label for row in client_for(hanna).get(OVERZICHT).context["totals"].figures]
    assert figures == ["Bezig", "Afgerond", "Gestopt", "Nog niet begonnen"]


def test_who_comes_back_is_under_way_again(cohort, deelname, bijeenkomsten, els, hanna):
    end_deelname(deelname=deelname, tot_en_met=day_of(cohort, 4), by=els)
    resume_deelname(deelname=deelname, by=els)

    assert states(hanna) == ["bezig"]


def test_who_comes_back_to_an_employer_has_an_employment_that_is_over_and_one_that_runs(
    left, deelname, organisatie, els, hanna
):
    change_employer(deelname=deelname, organisatie=organisatie, vanaf=left + 20 * DAY, by=els)

    assert states(hanna) == ["dienstverband voorbij", "bezig"]


def what_hr_gets(client) -> tuple[str, list[str], list, list]:
    """The pages without what differs by request, and the rows of the files."""
    page = page_of(client)
    return (
        page[page.index("<main") : page.index('id="download"')],
        [one[one.index("<main") : one.index("</main")] for one in people_pages(client)],
        read_csv([download(client)]),
        read_csv([download(client, soort="medewerker")]),
    )


@pytest.mark.parametrize("event", ["stop", "move", "follow", "certificate"])
def test_the_old_employer_does_not_learn_what_comes_after(
    cohort, deelname, left, target, els, hanna, client_for, event
):
    client = client_for(hanna)
    before = what_hr_gets(client)

    if event == "stop":
        end_deelname(deelname=deelname, tot_en_met=day_of(cohort, 5), by=els)
    elif event == "move":
        move_deelname(deelname=deelname, cohort=target, vanaf=timezone.localdate(), by=els)
    elif event == "follow":
        mark_days(deelname, range(5, 8))
    else:
        CertificaatFactory(deelname=deelname, uitgegeven_door=els)

    assert what_hr_gets(client) == before


@pytest.mark.parametrize(("after", "said"), [(0, "uitgegeven"), (1, "niet zichtbaar")])
def test_a_certificate_shows_up_to_the_last_day_of_the_employment(
    deelname, left, els, hanna, henk, client_for, after, said
):
    moment = timezone.make_aware(timezone.datetime.combine(left, timezone.datetime.min.time()))
    CertificaatFactory(
        deelname=deelname,
        uitgegeven_door=els,
        uitgegeven_op=moment + timedelta(days=after, hours=9),
    )

    assert (line_of(hanna).certificaat, line_of(henk).certificaat) == (said, "uitgegeven")
    assert {row[13] for row in read_csv([download(client_for(hanna))])[1:]} == {said}


def test_who_goes_on_in_another_cohort_did_not_stop(
    cohort, deelname, bijeenkomsten, target, els, hanna
):
    move_deelname(deelname=deelname, cohort=target, vanaf=timezone.localdate(), by=els)

    assert states(hanna) == ["overgestapt", "bezig"]


def test_who_goes_on_for_another_employer_did_so_out_of_sight(
    cohort, deelname, bijeenkomsten, target, els, hanna, andere_organisatie
):
    fresh = move_deelname(deelname=deelname, cohort=target, vanaf=timezone.localdate(), by=els)
    fresh.dienstverbanden.update(organisatie=andere_organisatie)

    assert states(hanna) == ["gestopt"]


def test_another_course_at_the_same_employer_is_no_moving(
    cohort, deelname, bijeenkomsten, target, els, hanna
):
    move_deelname(deelname=deelname, cohort=target, vanaf=timezone.localdate(), by=els)
    target.programma = CohortFactory(programma__slug="anders").programma
    target.save()

    assert states(hanna)[0] == "gestopt"


def test_the_norm_met_before_the_change_is_finished(cohort, deelname, hanna, henk, left):
    cohort.norm_dagdelen = 8
    cohort.save()
    mark_days(deelname, range(1, 5))

    assert line_of(hanna).voltooiing == Voltooiing.AFGEROND
    assert line_of(hanna).certificaat == "niet zichtbaar"
