"""The words in the content files: all of them, and none that the foundation did not write."""

import frontmatter
import pytest
import yaml

from programma.inhoud.programma import ROOT, read_programma

FOLDER = ROOT / "ambtelijk-vakmanschap"


@pytest.fixture(scope="module")
def inhoud():
    return read_programma("ambtelijk-vakmanschap")


def load(name):
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def test_seven_days_in_their_order(inhoud):
    assert [(dag.velden["nummer"], dag.velden["slug"]) for dag in inhoud.dagen] == [
        (1, "rechtsstatelijk-vakmanschap"),
        (2, "democratisch-vakmanschap"),
        (3, "conflict-en-dilemma"),
        (4, "oplossingsgericht-werken"),
        (5, "rollen-en-samenwerking"),
        (6, "creativiteit"),
        (7, "afsluiting"),
    ]


def test_every_day_is_as_full_as_it_was_written(inhoud):
    counts = [
        (
            len(dag.velden["leerdoelen"]),
            len(dag.voorbereidingen),
            len(dag.velden["dagprogramma"]),
            len(dag.reflectievragen),
            len(dag.velden["begrippen"]),
            len(dag.velden["literatuur"]),
        )
        for dag in inhoud.dagen
    ]

    assert counts == [
        (5, 4, 11, 5, 6, 4),
        (5, 3, 11, 5, 5, 4),
        (5, 3, 11, 5, 6, 6),
        (5, 3, 11, 5, 6, 4),
        (5, 3, 11, 5, 6, 4),
        (5, 3, 11, 5, 5, 3),
        (5, 4, 10, 5, 4, 3),
    ]


def test_preparation_takes_the_announced_minutes(inhoud):
    minutes = [sum(item["minuten"] for item in dag.voorbereidingen) for dag in inhoud.dagen]

    assert minutes == [75, 80, 60, 50, 70, 45, 90]


def test_questions_come_in_three_phases(inhoud):
    for dag in inhoud.dagen:
        phases = [vraag["fase"] for vraag in dag.reflectievragen]
        assert phases == ["voor", "tijdens", "tijdens", "na", "na"]


def test_assignments_have_a_length(inhoud):
    lengths = [
        dag.velden["praktijkopdracht_minuten"] or dag.velden["praktijkopdracht_duur"]
        for dag in inhoud.dagen
    ]

    assert lengths == [90, 90, 90, 90, "één dagdeel", 120, "doorlopend"]


def test_a_day_is_filled_without_a_gap_from_reception_to_close(inhoud):
    for dag in inhoud.dagen:
        rows = dag.velden["dagprogramma"]
        starts = [row["van"] for row in rows]
        ends = [row["tot"] for row in rows]
        assert starts[0] == "09:15"
        assert ends[-1] == "16:30"
        assert starts[1:] == ends[:-1]


def test_day_seven_leaves_the_fixed_rhythm_after_a_quarter_to_three(inhoud):
    vast = [row["van"] for row in inhoud.dagen[6].velden["dagprogramma"] if row["vast"]]

    assert vast == ["09:15", "11:00", "12:30", "14:30"]
    assert [row["van"] for row in inhoud.dagen[0].velden["dagprogramma"] if row["vast"]] == [
        "09:15",
        "11:00",
        "12:30",
        "14:30",
        "15:45",
        "16:15",
    ]


def test_exact_words(inhoud):
    first, third, seventh = inhoud.dagen[0], inhoud.dagen[2], inhoud.dagen[6]

    assert first.velden["essentie"] == (
        "Je werkt met macht die je in bruikleen hebt; wie haar eerlijk en uitlegbaar gebruikt, "
        "verdient gezag."
    )
    assert first.voorbereidingen[0] == {
        "volgnummer": 1,
        "tekst": "Vul de nulmeting in. Je eigen antwoorden ziet alleen jij.",
        "minuten": 10,
    }
    assert first.velden["literatuur"][3] == (
        "Nationale ombudsman, *Behoorlijkheidswijzer* (normen sinds 2012)."
    )
    assert third.velden["verdieping"].startswith("## Het morele gesprek in zeven stappen")
    assert third.velden["verdieping"].endswith(
        "7. **Nazorg.** Wat ben je verschuldigd aan wie hierdoor verliest, en hoe leg je het uit?"
    )
    assert seventh.velden["praktijkopdracht"].endswith(
        "Na 4 maanden krijg je je brief terug, met drie vragen om te kijken wat is gebleven."
    )
    assert seventh.velden["begrippen"][0] == {
        "naam": "Eigen ambtseed",
        "uitleg": "een persoonlijke belofte over hoe je je vak uitoefent; zij vervangt de "
        "wettelijke eed of belofte niet.",
    }


def test_certificate_says_what_it_is_and_what_it_is_not(inhoud):
    tekst = inhoud.velden["certificaattekst"]

    assert tekst["slotregel"] == "Wie zo aan het eigen vak blijft werken, doet het eer aan."
    assert tekst["voetregel"].startswith("Bewijs van deelname; geen diploma met wettelijke status.")


def test_three_reminders_around_each_day(inhoud):
    moments = {mail["soort"]: mail["dagen"] for mail in inhoud.mailsjablonen}

    assert moments == {
        "herinnering_twee_weken": -14,
        "herinnering_twee_dagen": -2,
        "herinnering_dag_erna": 1,
    }


def test_fourteen_stellingen_that_add_up():
    data = load("stellingen.yaml")
    shares = [
        (row["code"], row["oneens"] + row["neutraal"] + row["eens"]) for row in data["stellingen"]
    ] + [
        (row["code"], row["niet_of_weinig"] + row["redelijk"] + row["veel"])
        for row in data["ruimte_voor_tegenspraak"]
    ]

    codes = ["A1", "A2", "A3", "A4", "A5", "B1", "B2", "B3", "B4", "B5", "B6", "C1", "C2", "C3"]
    assert shares == [(code, 100) for code in codes]
    assert [row["code"] for row in data["stellingen"] if row["keer_om"]] == ["A5", "B5", "B6"]
    assert [row["n"] for row in data["stellingen"]] == [328, 324, 329, 330, 331] + [None] * 6


def test_nine_beginselen_three_of_them_always():
    beginselen = load("beginselen.yaml")["beginselen"]

    assert [row["nr"] for row in beginselen] == list(range(1, 10))
    assert [row["groep"] for row in beginselen] == ["altijd"] * 3 + ["besluit"] * 6
    assert beginselen[5]["beginsel"] == (
        "Zuiver gebruik van bevoegdheid (in de bron: verbod op willekeur)"
    )


def test_seven_principes_with_eighteen_waarden_and_none_invented():
    principes = load("principes.yaml")["principes"]

    assert [len(row["waarden"]) for row in principes] == [3, 2, 3, 2, 3, 2, 3]
    assert principes[1]["waarden"][0]["waarde"] == "samenwerkend, over grenzen heen"


def test_four_lenzen_with_two_questions_each():
    lenzen = load("lenzen.yaml")["lenzen"]

    assert [(row["slug"], len(row["vragen"])) for row in lenzen] == [
        ("inwoner", 2),
        ("raad", 2),
        ("bestuur", 2),
        ("vak", 2),
    ]


def test_ten_bouwstenen_of_an_oath():
    bouwstenen = load("bouwstenen.yaml")["bouwstenen"]

    assert [row["slug"] for row in bouwstenen] == [
        "rechtvaardig",
        "recht",
        "algemeen-belang",
        "onpartijdig",
        "loyaal",
        "macht",
        "informatie",
        "oordeel",
        "vertrouwen",
        "vak",
    ]
    assert all(row["zinbegin"].endswith("…") for row in bouwstenen)


def test_ten_dilemmas_each_with_a_question_and_a_forgotten_lens():
    dilemmas = {
        file.stem: frontmatter.loads(file.read_text(encoding="utf-8"))
        for file in (FOLDER / "dilemmas").glob("*.md")
    }

    assert {post["slug"] for post in dilemmas.values()} == set(dilemmas)
    assert sorted(post["dag"] for post in dilemmas.values()) == [1, 1, 2, 2, 3, 3, 4, 4, 5, 6]
    assert {post["vergeten_lens"] for post in dilemmas.values()} == {
        "inwoner",
        "raad",
        "bestuur",
        "vak",
    }
    assert dilemmas["kun-je-even-kijken"]["vraag"] == "Mag je dit dossier naar voren halen?"
    assert dilemmas["de-boodschappentas"].content.endswith("Jij moet het besluit voorbereiden.")
