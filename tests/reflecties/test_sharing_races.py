"""One page, shared from two windows at the same moment."""

import pytest

from reflecties.actions import ConflictError, rewrite_reflectie
from reflecties.models import Deling, Reflectie
from reflecties.reading import shared_text_of
from tests.cohorts.presentie.test_races import at_once
from tests.reflecties.writing import TEKST, fresh, share, write


@pytest.fixture
def reflectie(shared_database, anna) -> Reflectie:
    return write(anna)


@pytest.mark.parametrize("attempt", range(3))
def test_a_page_shared_twice_at_once_is_one_share(reflectie, carla, attempt):
    at_once(*[lambda: share(Reflectie.objects.get(pk=reflectie.pk), carla)] * 3)

    assert Deling.objects.count() == 3
    assert shared_text_of(Deling.objects.active().get()) == TEKST


@pytest.mark.parametrize("attempt", range(3))
def test_what_is_shared_while_it_is_written_is_the_version_it_says(reflectie, anna, carla, attempt):
    def rewrite() -> None:
        rewrite_reflectie(reflectie_id=reflectie.pk, tekst="Later.", versie=1, by=fresh(anna))

    def share_what_stood_there() -> None:
        try:
            share(reflectie, carla)
        except ConflictError:
            return

    at_once(rewrite, share_what_stood_there)

    assert [shared_text_of(deling) for deling in Deling.objects.filter(versie=1)] in ([], [TEKST])
    assert not Deling.objects.exclude(versie=1).exists()
