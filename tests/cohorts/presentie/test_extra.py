"""Afmeldingen on the list, paper, the real time of a tap, and a closed day."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cohorts.aanwezigheid.models import Aanwezigheid, Aanwezigheidswijziging
from cohorts.aanwezigheid.real_time import SLACK, real_time_of
from cohorts.presentie.actions.aanwezigheden import (
    register_aanwezigheid,
    register_overige,
    take_back_overige,
)
from cohorts.presentie.list import presentielijst_of
from tests.cohorts.rolls import close
from tests.day_factories import AfmeldingFactory
from tests.factories import DeelnameFactory

HTMX = {"HTTP_HX_REQUEST": "true"}
clocks = st.datetimes(timezones=st.just(timezone.get_default_timezone()))


# -- The real time of a tap ------------------------------------------------------------------


@given(toesteltijd=clocks, verzonden=clocks, arrival=clocks)
def test_a_tap_is_never_ahead_and_a_wrong_clock_does_not_matter(toesteltijd, verzonden, arrival):
    moment = real_time_of(toesteltijd=toesteltijd, verzonden=verzonden, arrival=arrival)

    assert moment <= arrival
    if toesteltijd >= verzonden:
        assert moment == arrival


@given(
    waited=st.timedeltas(timedelta(0), timedelta(days=3)),
    wrong=st.timedeltas(timedelta(days=-9000), timedelta(days=9000)),
)
def test_a_clock_that_is_wrong_all_the_time_gives_the_real_time(waited, wrong):
    arrival = timezone.now()
    sent = arrival + wrong

    moment = real_time_of(toesteltijd=sent - waited, verzonden=sent, arrival=arrival)

    assert moment == arrival - waited


@given(
    ago=st.timedeltas(timedelta(0), timedelta(days=3)),
    moved=st.timedeltas(timedelta(days=-9000), timedelta(days=9000)),
)
def test_a_clock_set_while_a_tap_waited_gives_the_real_time_too(ago, moved):
    arrival = timezone.now()
    sent = arrival - timedelta(days=1)

    moment = real_time_of(
        toesteltijd=sent - ago - moved, verzonden=sent, arrival=arrival, moment=arrival - ago
    )

    assert abs(moment - (arrival - ago)) <= SLACK
    assert moment <= arrival


@pytest.mark.parametrize("ahead", [timedelta(seconds=2), timedelta(hours=1), timedelta(days=1)])
def test_a_moment_ahead_of_the_arrival_is_never_taken(ahead):
    now, waited = timezone.now(), timedelta(minutes=30)

    moment = real_time_of(toesteltijd=now - waited, verzonden=now, arrival=now, moment=now + ahead)

    assert moment == (now if ahead <= SLACK else now - waited)


@pytest.mark.monday
@pytest.mark.parametrize(
    ("moment", "status"),
    [("2026-11-22T22:59:00Z", 422), ("2026-11-22T23:00:00Z", 200), ("2026-11-24T09:00:00Z", 200)],
)
def test_a_moment_on_the_time_of_the_server_is_judged_like_any_other(tap, moment, status):
    """Of the evening before: refused. Of tomorrow: taken for the arrival."""
    says = "2020-02-02T08:00:00Z"

    answer = tap(HTMX, toesteltijd=says, verzonden=says, moment=moment, kenmerk=uuid4())

    assert answer.status_code == status
    assert not Aanwezigheidswijziging.objects.filter(moment__gt=timezone.now()).exists()


@pytest.mark.parametrize("moment", ["morgen", "9999-12-31T23:59:59Z"])
def test_a_moment_that_no_clock_shows_is_refused(tap, moment):
    says = "2020-02-02T08:00:00Z"

    assert tap(HTMX, toesteltijd=says, verzonden=says, moment=moment).status_code == 422


@pytest.mark.monday
def test_a_late_tap_counts_from_when_it_was_made(tap, deelname, clock):
    tap(HTMX, status="afwezig")
    answer = tap(
        HTMX, toesteltijd="2020-02-02T08:00:00Z", verzonden="2020-02-02T08:45:00Z", kenmerk=uuid4()
    )

    assert answer.status_code == 200
    late = Aanwezigheidswijziging.objects.get(naar="aanwezig")
    assert late.op - late.moment == timedelta(minutes=45)
    assert Aanwezigheid.objects.get().status == "afwezig"


@pytest.mark.monday
def test_a_tap_from_before_the_day_is_refused(tap, clock):
    answer = tap(HTMX, toesteltijd="2026-11-22T09:00:00Z", verzonden="2026-11-23T09:00:00Z")

    assert answer.status_code == 422
    assert "van vóór deze dag" in answer.text
    assert Aanwezigheid.objects.count() == 0


@pytest.mark.parametrize("clock_says", ["9999-12-31T23:59:59Z", "0001-01-01T00:00:00Z"])
def test_a_time_that_no_clock_shows_is_refused(tap, clock_says):
    answer = tap(HTMX, toesteltijd=clock_says, verzonden=clock_says)

    assert answer.status_code == 422
    assert not Aanwezigheidswijziging.objects.exists()


# -- Afmeldingen -------------------------------------------------------------------------------


@pytest.fixture
def afmelding(deelname, vandaag):
    return AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag, reden="werk")


def test_a_notice_marks_nobody_and_its_reason_is_for_trainer_and_coordinator(
    client_for, cast, afmelding, url
):
    pages = {name: client_for(cast[name]).get(url).text for name in ("carla", "els", "vervanger")}

    assert all("kan niet" in text for text in pages.values())
    assert {name for name, text in pages.items() if "werk gaat voor" in text} == {"carla", "els"}
    assert Aanwezigheid.objects.count() == 0


def test_who_shows_up_anyway_is_one_tap(tap, afmelding):
    tap()

    assert Aanwezigheid.objects.get().status == "aanwezig"


@pytest.mark.parametrize("change", [{"ingetrokken_op": timezone.now()}, {"ochtend": False}])
def test_a_notice_taken_back_or_for_the_other_half_is_not_shown(afmelding, vandaag, change):
    for name, value in change.items():
        setattr(afmelding, name, value)
    afmelding.save()

    assert [rij.afgemeld for rij in presentielijst_of(vandaag, "ochtend").rijen] == [False]


def test_one_tap_marks_notices_and_the_others_and_one_tap_takes_it_back(
    everybody, client_for, carla, afmelding, bas, cohort, url, vandaag
):
    DeelnameFactory(cohort=cohort)
    assert "De overige 2 aanwezig, 1 afgemeld" in client_for(carla).get(url).text

    answer = everybody(**HTMX)

    assert "3 mensen zijn ingevuld." in answer.text
    assert sorted(Aanwezigheid.objects.values_list("status", flat=True)) == [
        "aanwezig",
        "aanwezig",
        "afgemeld",
    ]
    client_for(carla).post(
        reverse("overige_intrekking", args=[vandaag.pk]),
        {"dagdeel": "ochtend", "kenmerk": str(answer.context["kenmerk"])},
    )
    assert set(Aanwezigheid.objects.values_list("status", flat=True)) == {"open"}


def test_taking_back_leaves_alone_what_somebody_changed_or_confirmed(
    vandaag, cohort, carla, els, deelname, bas
):
    words = {"bijeenkomst": vandaag, "dagdeel": "ochtend"}
    tap = words | {"by": carla, "kenmerk": uuid4()}
    register_overige(**tap)
    register_aanwezigheid(deelname=deelname, status="afwezig", by=els, **words)

    assert take_back_overige(**tap) == 1
    assert take_back_overige(**tap) == 0
    assert deelname.aanwezigheden.get().status == "afwezig"


def test_the_same_tap_for_everybody_again_marks_nobody_after_an_undo(vandaag, anna, carla):
    tap = {"bijeenkomst": vandaag, "dagdeel": "ochtend", "by": carla, "kenmerk": uuid4()}
    register_overige(**tap)
    take_back_overige(**tap)

    assert register_overige(**tap) == 0
    assert Aanwezigheid.objects.get().status == "open"


# -- Paper -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "bron"), [(3, "papier"), (4, "presentie")])
def test_a_paper_list_is_named_in_the_history_of_a_day_that_is_over(
    client_for, carla, bijeenkomsten, deelname, day, bron
):
    client = client_for(carla)
    page = reverse("presentie", args=[bijeenkomsten[day].pk])
    assert ("Voer een papieren lijst in" in client.get(page).text) == (bron == "papier")

    fields = {"deelname": deelname.pk, "dagdeel": "ochtend", "status": "aanwezig", "bron": "papier"}
    client.post(reverse("aanwezigheid_create", args=[bijeenkomsten[day].pk]), fields)

    assert Aanwezigheidswijziging.objects.get().bron == bron


def test_every_tap_of_a_paper_list_says_so(client_for, carla, bijeenkomsten, deelname):
    page = reverse("presentie", args=[bijeenkomsten[3].pk])

    text = client_for(carla).get(f"{page}?bron=papier").text

    assert "Je voert een papieren lijst in" in text
    assert text.count('name="bron" value="papier"') == 3
    assert 'data-bron="papier"' in text


# -- A closed day ------------------------------------------------------------------------------


@pytest.fixture
def closed(vandaag, carla):
    close(vandaag, carla)
    return vandaag


def test_a_closed_day_says_who_closed_it_and_has_no_buttons(client_for, carla, closed, anna, url):
    text = client_for(carla).get(url).text

    assert "Afgerond door Carla Wit op" in text
    assert "Klopt er iets niet? Vraag de coördinator." in text
    assert 'name="status"' not in text


def test_a_trainer_marks_no_closed_day_but_a_tap_from_before_it_counts(tap, closed):
    assert tap(HTMX).status_code == 422
    assert Aanwezigheid.objects.count() == 0

    answer = tap(HTMX, toesteltijd="2020-02-02T08:00:00Z", verzonden="2020-02-02T08:05:00Z")

    assert answer.status_code == 200
    assert Aanwezigheid.objects.get().status == "aanwezig"


def test_a_trainer_who_sends_a_reason_still_marks_no_closed_day(tap, closed):
    assert tap(reden="Ik weet het zeker.").status_code == 422


def test_a_coordinator_corrects_one_mark_of_a_closed_day_with_a_reason(
    client_for, els, closed, deelname, url
):
    client = client_for(els)
    assert "Pas aan" in client.get(url).text
    fields = {"deelname": deelname.pk, "dagdeel": "ochtend", "status": "aanwezig"}
    post = reverse("aanwezigheid_create", args=[closed.pk])

    refused = client.post(post, fields)
    assert refused.status_code == 422
    assert "Schrijf kort waarom je dit verandert." in refused.text
    assert client.post(post, fields | {"reden": "x", "status": "open"}).status_code == 422

    assert client.post(post, fields | {"reden": "Stond op papier."}).status_code == 302
    wijziging = Aanwezigheidswijziging.objects.get()
    assert (wijziging.bron, wijziging.reden) == ("correctie", "Stond op papier.")


def test_a_correction_without_a_reason_is_refused_by_the_action_too(closed, deelname, els):
    with pytest.raises(ValidationError, match="waarom"):
        register_aanwezigheid(
            bijeenkomst=closed,
            deelname=deelname,
            dagdeel="ochtend",
            status="aanwezig",
            by=els,
            bron="correctie",
        )


@pytest.mark.parametrize("act", [register_overige, take_back_overige])
def test_nobody_marks_everybody_on_a_closed_day(closed, anna, els, act):
    with pytest.raises(ValidationError, match="afgerond"):
        act(bijeenkomst=closed, dagdeel="ochtend", by=els, kenmerk=uuid4())
