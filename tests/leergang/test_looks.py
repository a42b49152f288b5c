"""How a status looks: one table for the whole product."""

import pytest

from certificaten.verdict import Stand
from cohorts.aanwezigheid.models import Aanwezigheid
from cohorts.planning.standing import Fase
from leergang.templatetags.looks import PILLS, pill, row_class
from rapportages.models import Voltooiing

Status = Aanwezigheid.Status
# These say no more than their word.
PLAIN = {
    Status.OPEN,
    Status.NIET_GEREGISTREERD,
    Fase.KOMT,
    Voltooiing.NIET_BEGONNEN,
    Voltooiing.GESTOPT,
    Voltooiing.OVERGESTAPT,
    Voltooiing.UIT_DIENST,
    Stand.NOG_NIET,
}


@pytest.mark.parametrize("kinds", [Status, Fase, Voltooiing, Stand])
def test_every_status_is_coloured_or_plain_on_purpose(kinds):
    assert {status for status in kinds if status not in PILLS} == PLAIN & set(kinds)


def test_each_status_stands_in_the_table_once():
    words = [str(word) for kinds in (Status, Fase, Voltooiing, Stand) for word in kinds]

    assert len(words) == len(set(words))


def test_a_pill_says_its_words_and_takes_no_html():
    assert pill(Status.AANWEZIG, "Aanwezig") == (
        '<span class="utrecht-status-badge utrecht-status-badge--success">Aanwezig</span>'
    )
    assert pill(Status.OPEN, 3, "<b>") == '<span class="utrecht-status-badge">3 &lt;b&gt;</span>'


def test_every_row_of_a_roll_call_has_a_colour():
    assert all(row_class(status).startswith("is-") for status in Status)
