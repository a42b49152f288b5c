import hashlib
import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from certificaten import pdf
from certificaten.actions import issue_certificaat
from certificaten.models import Certificaat, Certificaatdocument
from certificaten.tasks import render_certificaat, render_missing
from huisstijl import thema
from tests.factories import CertificaatFactory, DeelnameFactory
from tests.papers import broken_pdf_rules


def text_of(document: bytes) -> str:
    return " ".join(PdfReader(BytesIO(document)).pages[0].extract_text().split())


def claims_pdf_ua(document: bytes) -> bool:
    metadata = PdfReader(BytesIO(document)).trailer["/Root"].get("/Metadata")
    return metadata is not None and b"pdfuaid:part" in metadata.get_data()


def test_the_html_holds_every_fact(uitgegeven, settings):
    html, _ = pdf.render(uitgegeven)

    for fact in (
        '<html lang="nl">',
        '<h2 class="naam naam--kort">Anna Jansen</h2>',
        "werkzaam bij gemeente Testdam, heeft tussen",
        "Gemeente Testdam",
        "12 dagdelen · 42 uur",
        "Carla Wit",
        "begeleider van Testdam A",
        uitgegeven.leesbare_code,
        f'alt="QR-code naar {settings.BASE_URL}/controle/',
    ):
        assert fact in html


def test_the_pdf_is_one_tagged_page_with_the_name_and_the_code(gedrukt):
    reader = PdfReader(BytesIO(bytes(gedrukt.document.pdf)))

    assert len(reader.pages) == 1
    page = reader.pages[0]
    assert round(page.mediabox.width / page.mediabox.height, 2) == 1.41
    assert reader.metadata.title == "Certificaat Leergang Ambtelijk Vakmanschap · Anna Jansen"
    assert reader.metadata.author == "Stichting Beroepseer"
    assert reader.metadata.creation_date == gedrukt.uitgegeven_op.replace(microsecond=0)
    root = reader.trailer["/Root"]
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("nl", True)
    assert f"Anna Jansen werkzaam bij gemeente Testdam, {''}" in text_of(gedrukt.document.pdf)
    assert gedrukt.leesbare_code in text_of(gedrukt.document.pdf)


def test_the_pdf_holds_its_own_fonts_and_links_to_the_check_page(gedrukt):
    page = PdfReader(BytesIO(bytes(gedrukt.document.pdf))).pages[0]

    fonts = {font.get_object()["/BaseFont"][8:] for font in page["/Resources"]["/Font"].values()}
    links = {note.get_object()["/A"]["/URI"] for note in page["/Annots"]}

    assert all(font.startswith("Papier-S") for font in fonts)
    assert links == {gedrukt.teksten["controle_url"]}


@pytest.mark.parametrize(
    ("voornaam", "achternaam"),
    [
        ("J", "Q"),
        ("Đorđe", "Wałęsa-Şahin"),
        ("<b>Anna</b>", "& <script>alert(1)</script>"),
        ("Zoë 😀", "﷽"),
        ("W" * 60, "van Oldenbarneveldt-" * 6),
    ],
)
def test_any_name_is_printed_as_it_is_on_one_page(afgerond, els, voornaam, achternaam):
    afgerond.user.voornaam, afgerond.user.achternaam = voornaam, achternaam
    afgerond.user.save()
    certificaat = issue_certificaat(deelname=afgerond, by=els)

    html, document = pdf.render(certificaat)

    assert "<script>" not in html
    assert "<b>" not in html
    reader = PdfReader(BytesIO(document))
    assert len(reader.pages) == 1
    assert reader.metadata.title.endswith(certificaat.naam)


@pytest.mark.parametrize(
    ("letters", "size"),
    [
        (20, "kort"),
        (21, "ruim"),
        (34, "ruim"),
        (35, "lang"),
        (70, "lang"),
        (71, "langer"),
        (130, "langer"),
        (131, "langst"),
        (212, "langst"),
    ],
)
def test_a_longer_name_is_set_smaller(letters, size):
    assert pdf._size("a" * letters) == size


@pytest.mark.services
@pytest.mark.time_machine("2026-11-23 10:00 +0100")
@pytest.mark.parametrize(
    ("achternaam", "base_url"),
    [
        ("Jansen 😀", "https://leergang.example"),
        ("Wałęsa-Şahin", "https://leergang.ambtelijk-vakmanschap.example"),
        ("Ёлкина-Παπαδοπούλου", "https://leergang.example:8000/een/lange/map/op/deze/server"),
        ("van Oldenbarneveldt-" * 6, f"https://{'een-heel-lange-naam.' * 5}example"),
    ],
)
def test_the_certificate_keeps_every_rule_of_pdf_ua(afgerond, els, settings, achternaam, base_url):
    settings.BASE_URL = base_url
    afgerond.user.achternaam = achternaam
    afgerond.user.save()

    _, document = pdf.render(issue_certificaat(deelname=afgerond, by=els))

    assert claims_pdf_ua(document)
    assert broken_pdf_rules(document) == []


@pytest.mark.services
def test_a_broken_rule_is_found():
    html = (
        '<html lang="nl"><title>a</title><h1>a</h1><a href="https://leergang.example">b<wbr>c</a>'
    )

    document = pdf._press().print(html)

    assert claims_pdf_ua(document)
    assert [rule.split()[0] for rule in broken_pdf_rules(document)] == ["7.18.5-1"]


@pytest.mark.parametrize(("naam", "claimed"), [("Zoë", True), ("Zoë \U00100000", False)])
def test_what_no_font_can_print_is_not_said_to_be_readable(afgerond, els, naam, claimed):
    afgerond.user.voornaam = naam
    afgerond.user.save()

    _, document = pdf.render(issue_certificaat(deelname=afgerond, by=els))

    root = PdfReader(BytesIO(document)).trailer["/Root"]
    assert claims_pdf_ua(document) is claimed
    assert (root["/Lang"], bool(root["/MarkInfo"]["/Marked"])) == ("nl", True)


def test_a_long_address_stays_beside_the_date_of_issue(afgerond, els, settings):
    settings.BASE_URL = f"https://{'leergangvakmanschap' * 6}.example"

    _, document = pdf.render(issue_certificaat(deelname=afgerond, by=els))

    page = PdfReader(BytesIO(document)).pages[0]
    date_ends = (82 + 62) / 25.4 * 72
    assert all(note.get_object()["/Rect"][0] >= date_ends for note in page["/Annots"])


@pytest.mark.parametrize(
    ("letters", "signatures", "gates"), [(10, 2, 7), (10, 3, 7), (10, 4, 0), (900, 2, 0)]
)
def test_the_seven_gates_stand_where_the_words_leave_room(uitgegeven, letters, signatures, gates):
    uitgegeven.teksten["toelichting"] = "a" * letters
    uitgegeven.ondertekenaars = [{"naam": "Carla Wit", "rol": "begeleider"}] * signatures

    html, document = pdf.render(uitgegeven)

    assert html.count('class="poort ') == gates
    assert len(PdfReader(BytesIO(document)).pages) == 1


@pytest.mark.parametrize("kleur", ["#00696b", "#154273", "#b5121b", "#ffd400", "#2e7d32"])
def test_white_is_readable_on_the_spine_of_every_colour(kleur):
    frozen = thema.tokens(kleur)["inverse-bg-default"]

    css = pdf._colours(frozen)

    deep = re.search(r"--diep: (#\w{6})", css)[1]
    assert thema.contrast(thema.WHITE, deep) >= 4.5
    assert "var(" not in css


@pytest.mark.parametrize(("letters", "small"), [(120, False), (121, True)])
def test_a_long_closing_sentence_is_set_smaller(uitgegeven, letters, small):
    uitgegeven.teksten["slotregel"] = "a" * letters

    assert ('class="slot slot--lang"' in pdf.render(uitgegeven)[0]) is small


def test_a_missing_font_stops_the_press(settings, uitgegeven):
    press = pdf._press()

    with pytest.raises(press.urls.FatalURLFetchingError):
        press.fetcher.fetch("file:///static/vendor/missing.woff2")


@pytest.mark.parametrize(
    "url", ["https://testdam.example/logo.png", "http://127.0.0.1/", "file:///etc/passwd"]
)
def test_the_press_reaches_neither_network_nor_disk(url):
    press = pdf._press()

    with pytest.raises(press.urls.FatalURLFetchingError):
        press.fetcher.fetch(url)


def test_the_stored_hash_is_that_of_the_stored_bytes(gedrukt):
    document = Certificaatdocument.objects.get(certificaat=gedrukt)

    assert hashlib.sha256(bytes(document.pdf)).hexdigest() == document.sha256


def test_a_second_run_and_a_sweep_change_no_byte(gedrukt):
    before = Certificaatdocument.objects.values().get()

    render_certificaat(certificaat_id=gedrukt.pk)
    render_missing()
    stored = pdf.store(gedrukt)

    assert Certificaatdocument.objects.values().get() == before
    assert stored.pk == before["id"]


def test_renamed_people_and_organisations_change_no_byte(gedrukt, anna, organisatie, cohort):
    before = bytes(gedrukt.document.pdf)
    anna.achternaam, organisatie.weergavenaam, cohort.naam = "Anders", "Nieuwstad", "Z"
    for row in (anna, organisatie, cohort):
        row.save()

    render_certificaat(certificaat_id=gedrukt.pk)
    gedrukt.refresh_from_db()
    html, _ = pdf.render(gedrukt)

    assert bytes(Certificaatdocument.objects.get().pdf) == before
    assert "Anders" not in html
    assert "Nieuwstad" not in html


def test_the_sweep_makes_what_a_lost_task_left(afgerond, els):
    certificaat = issue_certificaat(deelname=afgerond, by=els)
    assert not Certificaatdocument.objects.exists()

    render_missing()

    assert Certificaatdocument.objects.get().certificaat == certificaat


def test_the_task_makes_the_pdf_of_the_one_certificate_that_it_names(afgerond, els):
    other = CertificaatFactory(deelname=DeelnameFactory(cohort=afgerond.cohort))
    certificaat = issue_certificaat(deelname=afgerond, by=els)

    render_certificaat(certificaat_id=certificaat.pk)

    assert Certificaatdocument.objects.get().certificaat == certificaat
    assert "Anna Jansen" in text_of(certificaat.document.pdf)
    assert list(Certificaat.objects.without_document()) == [other]


def test_a_worker_that_falls_gives_its_task_back():
    assert render_certificaat.acks_late


def test_what_has_its_pdf_is_asked_for_and_printed_no_more(met_document, monkeypatch):
    asked, printed = [], []
    monkeypatch.setattr(pdf, "store", printed.append)
    with monkeypatch.context() as patch:
        patch.setattr(render_certificaat, "delay", lambda **one: asked.append(one))
        render_missing()
        without = CertificaatFactory()
        render_missing()
    for certificaat in (met_document, without):
        render_certificaat(certificaat_id=certificaat.pk)

    assert asked == [{"certificaat_id": without.pk}]
    assert printed == [without]


def test_a_task_for_a_certificate_that_does_not_exist_does_nothing(db):
    render_certificaat(certificaat_id=1)

    assert not Certificaatdocument.objects.exists()
