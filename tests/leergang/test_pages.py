"""What we promise about the journal, in the places where people read it."""

import pytest
from django.urls import reverse

from cohorts.deelnemers.mail import compose_uitnodiging

pytestmark = pytest.mark.django_db


def test_the_privacy_page_says_what_encryption_does_not_hide(client):
    page = client.get(reverse("privacy")).content.decode()

    assert "Wie de server zelf beheert en kwaad wil, zou daar technisch bij kunnen." in page
    assert "wanneer iemand schreef en hoe lang een tekst is" in page


def test_the_invitation_promises_no_more_than_that(deelname, cohort):
    words = compose_uitnodiging(deelname, cohort=cohort, dagen=[], trainer=None).tekst

    assert "lezen het niet mee" in words
    assert "kunnen het niet lezen" not in words
