"""What the demo's people have gone through when somebody opens it for the first time."""

import pytest
from django.core.management import call_command
from django.utils import timezone

from cohorts.models import Cohort
from leergang.demo.actions import load_demo


@pytest.mark.django_db
def test_only_the_cohort_that_has_not_begun_still_waits_for_its_invitations():
    call_command("laad_gemeenten", verbosity=0)
    load_demo(today=timezone.localdate())

    waiting = {
        cohort.naam: cohort.deelnames.not_invited().count() for cohort in Cohort.objects.all()
    }
    assert waiting["Zutphen A"] == waiting["Midden-Groningen B"] == 0
    assert waiting["Douane"] == 10
