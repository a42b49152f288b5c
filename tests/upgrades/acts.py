"""What people do on the filled database, for the code of the copy in which this runs.

`python -m tests.upgrades.acts roles` moves the demo to today, signs one person of each role in and
prints what they look at and send; `message` puts one message out, which is a write of its own.
"""

import json
import sys
from uuid import UUID, uuid4

import django

JOURNAL_PAGE = UUID("11111111-2222-4333-8444-555555555555")
WORDS = "Geschreven terwijl de database van een nieuwere versie was."
SUBJECT = "Een bericht van de vorige versie"


def roles() -> dict[str, dict]:
    """Per role the cookies, the pages, and at most one act: its path and its fields."""
    from django.urls import reverse
    from django.utils import timezone

    from accounts.models import User
    from cohorts.models import Bijeenkomst
    from leergang.demo.actions import load_demo
    from tests.bench.measure import cookies_of
    from tests.factories import SecondFactorFactory

    load_demo(today=timezone.localdate())
    vandaag = Bijeenkomst.objects.get(cohort__naam="Zutphen A", cursusdag__nummer=5)
    people = {
        "deelnemer": vandaag.cohort.deelnames.earliest("pk").user,
        "trainer": User.objects.get(email="carla.de.wit@beroepseer.example"),
        "coordinator": User.objects.get(email="els.bakker@beroepseer.example"),
        "hr": User.objects.get(email="hanna.hr@gemeente-zutphen.example"),
    }
    for role in ("trainer", "coordinator", "hr"):
        SecondFactorFactory(user=people[role])
    presentie = reverse("presentie", args=[vandaag.pk])
    pages = {
        "deelnemer": [reverse("home"), reverse("reflectie_list")],
        "trainer": [reverse("vandaag"), presentie],
        "coordinator": [reverse("cockpit"), reverse("cohort_list")],
        "hr": [reverse("overzicht")],
    }
    mine = people["deelnemer"].pk
    page = {"id": JOURNAL_PAGE, "versie": 0, "eigenaar": mine, "tekst": WORDS}
    deelname = vandaag.cohort.deelnames.latest("pk").pk
    mark = {"dagdeel": "middag", "deelname": deelname, "status": "aanwezig", "kenmerk": uuid4()}
    acts = {
        "deelnemer": [reverse("reflectie_tekst", args=[JOURNAL_PAGE]), page],
        "trainer": [reverse("aanwezigheid_create", args=[vandaag.pk]), mark],
    }
    return {
        role: {"cookies": cookies_of(user), "pages": pages[role], "act": acts.get(role)}
        for role, user in people.items()
    }


def message() -> dict[str, int]:
    from accounts.models import User
    from berichten.models import Bericht
    from berichten.tasks import deliver_due

    els = User.objects.get(email="els.bakker@beroepseer.example")
    about = {"soort": "proef", "aanleiding": f"upgrade:{uuid4()}"}
    row = Bericht.objects.create(
        ontvanger=els, adres=els.email, onderwerp=SUBJECT, tekst=WORDS, **about
    )
    deliver_due.delay()
    return {"bericht": row.pk}


if __name__ == "__main__":
    django.setup()
    print(json.dumps({"roles": roles, "message": message}[sys.argv[1]](), default=str))
