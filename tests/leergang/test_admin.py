import pytest
from django.urls import reverse

from leergang.models import Programma

MODELS = ["programma", "cursusdag", "mailsjabloon"]


@pytest.mark.parametrize("model", MODELS)
def test_beheerder_reads_what_was_loaded(client_for, beheerder, programma, model):
    response = client_for(beheerder).get(reverse(f"admin:leergang_{model}_changelist"))

    assert response.status_code == 200


def test_a_loaded_version_cannot_be_changed_or_deleted(client_for, beheerder, programma):
    client = client_for(beheerder)

    change = client.post(
        reverse("admin:leergang_programma_change", args=[programma.pk]), {"naam": "Anders"}
    )
    delete = client.post(
        reverse("admin:leergang_programma_delete", args=[programma.pk]), {"post": "yes"}
    )
    add = client.get(reverse("admin:leergang_programma_add"))

    assert [change.status_code, delete.status_code, add.status_code] == [403, 403, 403]
    assert Programma.objects.get().naam == programma.naam


@pytest.mark.parametrize("model", MODELS)
def test_nobody_else_enters_the_admin(client_for, els, programma, model):
    response = client_for(els).get(reverse(f"admin:leergang_{model}_changelist"))

    assert response.status_code == 302
    assert response.url.startswith(reverse("admin:login"))
