"""What a page of a roll call answers to each tap: where it leads back to, and what it says."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone

from cohorts.aanwezigheid.models import Aanwezigheid, Afmelding, Inhaalplan
from cohorts.models import Bijeenkomst
from cohorts.presentie.models import Opmerking
from tests.cohorts.catching_up import agreed, ask
from tests.cohorts.rolls import close, gast_at, own_mark
from tests.day_factories import AfmeldingFactory, OpmerkingFactory
from tests.factories import CoordinatorschapFactory, DeelnameFactory, TrainerschapFactory

HTMX = {"HTTP_HX_REQUEST": "true"}
PAPER = {"bron": "papier"}


@pytest.fixture
def send(client_for, carla) -> Callable:
    """Carla, who leads the cohort, sends a form about a day; the morning, unless told otherwise."""
    clients = {}

    def post(name: str, day: Bijeenkomst, by=carla, extra=None, **fields):
        client = clients.setdefault(by.pk, client_for(by))
        words = {"dagdeel": "ochtend"} | fields
        return client.post(reverse(name, args=[day.pk]), words, **(extra or {}))

    return post


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


# -- The page ------------------------------------------------------------------------------


def test_the_address_says_which_half_and_which_tap(client_for, carla, url, deelname):
    client, tap = client_for(carla), uuid4()

    def shown(**asked) -> tuple[str, object]:
        context = client.get(url, asked).context
        return context["lijst"].dagdeel, context["kenmerk"]

    assert shown() == ("ochtend", None)
    assert shown(dagdeel="middag", overige=str(tap)) == ("middag", tap)
    assert shown(dagdeel="avond", overige="x") == ("ochtend", None)


@pytest.mark.parametrize(("name", "reads"), [("carla", True), ("els", True), ("vervanger", False)])
def test_who_leads_the_whole_group_reads_why_and_only_a_coordinator_corrects(
    client_for, cast, url, vandaag, deelname, carla, name, reads
):
    AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag, reden="werk")
    TrainerschapFactory(cohort=vandaag.cohort)
    close(vandaag, carla)

    lijst = client_for(cast[name]).get(url).context["lijst"]

    assert bool(lijst.find(deelname.pk).reden) == reads
    assert lijst.may_correct == (name == "els")
    assert lijst.can_be_corrected == (name == "els")


def test_a_coordinator_of_yesterday_and_a_trainer_of_another_day_read_no_roll_call(
    client_for, url, bijeenkomsten, deelname
):
    yesterday = timezone.localdate() - timedelta(days=1)
    former = CoordinatorschapFactory(tot_en_met=yesterday).user
    elsewhere = TrainerschapFactory(cohort=None, bijeenkomst=bijeenkomsten[3]).user

    assert client_for(former).get(url).status_code == 404
    assert client_for(elsewhere).get(url).status_code == 403


# -- One tap -------------------------------------------------------------------------------


def test_a_tap_leads_back_to_the_list_it_came_from(send, url, bijeenkomsten, deelname):
    """A paper list stays one; the roll call of today does not become one."""
    words = {"deelname": deelname.pk, "status": "aanwezig", "dagdeel": "middag"}
    older = bijeenkomsten[3]
    page = reverse("presentie", args=[older.pk])

    from_paper = send("aanwezigheid_create", older, **words, **PAPER)
    from_today = send("aanwezigheid_create", bijeenkomsten[4], **words, **PAPER)

    assert from_paper.url == f"{page}?dagdeel=middag&bron=papier#deelname-{deelname.pk}"
    assert from_today.url == f"{url}?dagdeel=middag#deelname-{deelname.pk}"
    assert said(from_paper) == said(from_today) == []


def test_a_correction_without_scripts_says_what_became_of_it(send, vandaag, deelname, carla, els):
    close(vandaag, carla)
    words = {"deelname": deelname.pk, "status": "afwezig"}

    without = send("aanwezigheid_create", vandaag, els, **words)
    answer = send("aanwezigheid_create", vandaag, els, **words, reden="Stond op papier.")

    assert (without.status_code, answer.status_code) == (422, 302)
    assert without.context["correctie"].errors == {
        "reden": ["Schrijf kort waarom je dit verandert."]
    }
    assert said(answer) == ["Anna Jansen staat nu op afwezig."]


def test_a_tap_about_a_guest_shows_what_the_host_says(send, vandaag, ander_cohort, els):
    plan = gast_at(vandaag, ander_cohort, els)
    words = {"deelname": plan.deelname_id}

    answer = send("aanwezigheid_create", vandaag, extra=HTMX, status="aanwezig", **words)
    assert (answer.status_code, answer.context["rij"].status) == (200, "aanwezig")
    assert (answer.context["before"].status, own_mark(plan)[0]) == ("open", "ingehaald")

    answer = send("aanwezigheid_create", vandaag, extra=HTMX, status="afwezig", **words)
    assert (answer.context["rij"].status, answer.context["before"].status) == (
        "afwezig",
        "aanwezig",
    )


@pytest.mark.parametrize("name", ["aanwezigheid_create", "opmerking_create"])
def test_about_somebody_who_is_not_on_the_list_nothing_is_written(
    send, vandaag, vreemd, deelname, name
):
    stranger = vreemd.deelnames.get().pk
    for person in (stranger, "", "x"):
        words = {"deelname": person, "status": "aanwezig", "tekst": "Was stil."}
        assert send(name, vandaag, **words).status_code == 422
        assert send(name, vandaag, extra=HTMX, **words).status_code == 422

    assert not Aanwezigheid.objects.exists()
    assert not Opmerking.objects.exists()


# -- Everybody else ------------------------------------------------------------------------


def test_everybody_can_be_taken_back_from_the_page_it_leads_to(send, vandaag, url, anna, bas):
    answer = send("overige_create", vandaag)
    start, end = f"{url}?dagdeel=ochtend&overige=", "#stand"
    assert answer.url.startswith(start)
    kenmerk = answer.url.removeprefix(start).removesuffix(end)
    assert send("overige_create", vandaag).url == f"{url}?dagdeel=ochtend{end}"

    taken = send("overige_intrekking", vandaag, kenmerk=kenmerk)

    assert taken.url == f"{url}?dagdeel=ochtend{end}"
    assert set(Aanwezigheid.objects.values_list("status", flat=True)) == {"open"}


def test_taking_back_says_how_many_and_that_nothing_was_found(send, vandaag, anna, bas):
    kenmerk = str(uuid4())
    first = send("overige_create", vandaag, extra=HTMX, kenmerk=kenmerk)
    again = send("overige_create", vandaag, extra=HTMX, kenmerk=kenmerk)
    assert (first.context["count"], str(first.context["kenmerk"])) == (2, kenmerk)
    assert (again.context["count"], again.context["kenmerk"]) == (0, None)

    for count, status in ((2, 200), (0, 422)):
        answer = send("overige_intrekking", vandaag, extra=HTMX, kenmerk=kenmerk)
        assert (answer.status_code, answer.context["count"]) == (status, count)
        assert answer.context["is_undone"]


@pytest.mark.parametrize("name", ["overige_create", "overige_intrekking"])
def test_everybody_of_a_closed_day_or_with_nonsense_is_refused_in_words(
    send, vandaag, deelname, carla, name
):
    for fields in ({"kenmerk": "x"}, {"dagdeel": "avond"}):
        answer = send(name, vandaag, **({"kenmerk": str(uuid4())} | fields))
        assert (answer.status_code, bool(answer.context["fouten"])) == (422, True)
    close(vandaag, carla)

    answer = send(name, vandaag, kenmerk=str(uuid4()))

    assert (answer.status_code, "afgerond" in answer.context["fouten"][0]) == (422, True)
    assert not Aanwezigheid.objects.exists()


# -- A remark ------------------------------------------------------------------------------


def test_a_remark_is_of_one_person_on_one_day(send, vandaag, bijeenkomsten, deelname, carla):
    colleague = DeelnameFactory(cohort=deelname.cohort)
    others = [
        OpmerkingFactory(deelname=colleague, bijeenkomst=vandaag),
        OpmerkingFactory(deelname=deelname, bijeenkomst=bijeenkomsten[3]),
    ]

    send("opmerking_create", vandaag, deelname=deelname.pk, tekst="Kwam later.")
    row = Opmerking.objects.get(deelname=deelname, bijeenkomst=vandaag)
    assert (row.tekst, row.door) == ("Kwam later.", carla)

    send("opmerking_create", vandaag, deelname=deelname.pk, tekst="")
    assert list(Opmerking.objects.order_by("pk")) == others


# -- Notices and plans ---------------------------------------------------------------------


def test_a_notice_is_taken_back_by_who_gave_it_and_says_so(
    client_for, anna, bas, deelname, carla, bijeenkomsten
):
    day = bijeenkomsten[5]
    row = AfmeldingFactory(deelname=deelname, bijeenkomst=day)
    url = reverse("afmelding_intrekking", args=[row.pk])

    for other in (bas, carla):
        assert client_for(other).post(url).status_code == 404
    assert Afmelding.objects.geldig().exists()
    answer = client_for(anna).post(url)

    assert answer.url == reverse("afmelding_create", args=[day.pk])
    assert said(answer) == ["Je afmelding is ingetrokken. We rekenen weer op je."]
    assert not Afmelding.objects.geldig().exists()


def test_a_notice_of_a_day_that_is_over_stays_and_says_so(
    client_for, anna, deelname, vandaag, time_machine
):
    row = AfmeldingFactory(deelname=deelname, bijeenkomst=vandaag)
    time_machine.move_to("2026-11-23 16:30 +0100", tick=False)

    answer = client_for(anna).post(reverse("afmelding_intrekking", args=[row.pk]))

    assert said(answer) == ["Deze dag is al geweest. Je trainer heeft de presentie bijgehouden."]
    assert Afmelding.objects.geldig().get() == row


def test_who_only_knows_of_a_day_gives_no_notice_for_it(
    client_for, carla, hanna, dirk, vandaag, anna
):
    url = reverse("afmelding_create", args=[vandaag.pk])

    codes = [client_for(user).get(url).status_code for user in (carla, hanna, dirk)]

    assert codes == [403, 403, 404]


def test_the_page_of_a_plan_says_what_happens_now(client_for, gemist, host, els, carla, bas):
    plan: Inhaalplan = ask(gemist, host)
    agree, take_back = (
        reverse(name, args=[plan.pk]) for name in ("inhaalplan_akkoord", "inhaalplan_intrekking")
    )
    assert client_for(carla).post(agree).status_code == 403
    assert client_for(bas).post(take_back).status_code == 404

    answers = [client_for(els).post(url) for url in (agree, take_back, agree)]

    assert {answer.url for answer in answers} == {reverse("inhaalplan_create", args=[gemist.pk, 3])}
    assert [said(answer) for answer in answers] == [
        ["Anna Jansen is ingepland en krijgt bericht."],
        ["Het plan is ingetrokken."],
        ["Dit plan is intussen veranderd. Kijk opnieuw."],
    ]


def test_the_page_offers_each_reader_what_that_reader_may_do(client_for, gemist, host, els, carla):
    page = reverse("inhaalplan_create", args=[gemist.pk, 3])
    keys = ("is_own", "may_agree", "may_withdraw", "may_assign")

    def offered() -> list[list[bool]]:
        contexts = [client_for(user).get(page).context for user in (gemist.user, carla, els)]
        return [[bool(context[key]) for key in keys] for context in contexts]

    before = offered()
    agreed(gemist, host, els)

    assert before == offered()
    assert [row[0] for row in before] == [True, False, False]
    assert [row[1] for row in before] == [False, False, True]
    assert [row[3] for row in before] == [False, True, True]
