"""Two people who confirm at the same moment: each person is added once, and nothing half."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connection

from accounts.models import User
from cohorts.deelnemers.actions.lists import confirm_deelnemerimport, create_deelnemerimport
from cohorts.deelnemers.lists.files import read_list
from cohorts.deelnemers.models import Deelnemerimport
from cohorts.models import Deelname, Dienstverband
from tests.cohorts.deelnemers.lists import content_of

pytest_plugins = ["tests.database"]


def make_import(cohort, els) -> Deelnemerimport:
    return create_deelnemerimport(
        cohort=cohort, file=read_list(content_of("zutphen_14.csv")), bestandsnaam="x", by=els
    )


def confirm_together(imports, els) -> list[int]:
    start = Barrier(len(imports))

    def confirm(pk: int) -> int:
        try:
            start.wait(timeout=10)
            row = Deelnemerimport.objects.get(pk=pk)
            return len(confirm_deelnemerimport(deelnemerimport=row, expected=14, by=els))
        finally:
            connection.close()

    with ThreadPoolExecutor(len(imports)) as pool:
        return sorted(pool.map(confirm, [row.pk for row in imports]))


def test_one_list_confirmed_by_two_people_at_once_is_added_once(shared_database, cohort, els):
    waiting = make_import(cohort, els)

    added = confirm_together([waiting, waiting], els)

    assert added == [0, 14]
    assert Deelname.objects.count() == Dienstverband.objects.count() == 14


def test_the_same_new_people_in_two_cohorts_at_once_get_one_account(
    shared_database, cohort, ander_cohort, els
):
    ander_cohort.organisatie = cohort.organisatie
    ander_cohort.save()
    imports = [make_import(cohort, els), make_import(ander_cohort, els)]

    added = confirm_together(imports, els)

    assert added == [14, 14]
    assert User.objects.filter(email__endswith="@gemeente-zutphen.example").count() == 14
    assert Deelname.objects.count() == 28
