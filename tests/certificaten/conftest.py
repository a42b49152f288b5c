import pytest

from accounts.models import User
from certificaten import pdf
from certificaten.actions import issue_certificaat
from certificaten.models import Certificaat, Certificaatdocument
from cohorts.models import Bijeenkomst, Cohort, Deelname
from tests.factories import mark_days, plan_seven_days


@pytest.fixture
def bijeenkomsten(cohort: Cohort) -> list[Bijeenkomst]:
    """The seven days of cohort A; the last is today."""
    return plan_seven_days(cohort, today_is=7)


@pytest.fixture
def afgerond(bijeenkomsten: list[Bijeenkomst], carla: User, deelname: Deelname) -> Deelname:
    """Anna's deelname: she was there on six of the seven days."""
    mark_days(deelname, range(1, 7))
    return deelname


@pytest.fixture
def uitgegeven(afgerond: Deelname, els: User) -> Certificaat:
    """Anna's certificate, of which the PDF is still to be made."""
    return issue_certificaat(deelname=afgerond, by=els)


@pytest.fixture
def gedrukt(uitgegeven: Certificaat) -> Certificaat:
    """Anna's certificate with its PDF: for the tests that look at the bytes."""
    pdf.store(uitgegeven)
    return uitgegeven


@pytest.fixture
def met_document(uitgegeven: Certificaat) -> Certificaat:
    """Anna's certificate with a document, for the tests that ask who may have it."""
    Certificaatdocument.objects.create(certificaat=uitgegeven, pdf=b"%PDF-1.7", sha256="0" * 64)
    return uitgegeven
