import pytest

from accounts.models import User
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.models import Bijeenkomst, Deelname
from cohorts.presentie.actions.aanwezigheden import register_aanwezigheid
from cohorts.presentie.actions.betwistingen import create_betwisting
from cohorts.presentie.models import Betwisting
from tests.cohorts.presentie.asking import WOORDEN


@pytest.fixture
def mark(deelname: Deelname, vandaag: Bijeenkomst, carla: User) -> Aanwezigheid:
    """Carla says that Anna was not there this morning."""
    return register_aanwezigheid(
        bijeenkomst=vandaag, deelname=deelname, dagdeel="ochtend", status="afwezig", by=carla
    )


@pytest.fixture
def vraag(mark: Aanwezigheid, anna: User) -> Betwisting:
    return create_betwisting(aanwezigheid=mark, toelichting=WOORDEN, by=anna)
