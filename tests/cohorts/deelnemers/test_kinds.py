import pytest

from cohorts.deelnemers.lists.files import FAULTS
from cohorts.deelnemers.lists.reader.kinds import OLE, kind_of, kind_of_zip


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"{\\rtf1\\ansi", "word"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"\x00\x00\x00\x18ftypheic", "picture"),
        (b"7z\xbc\xaf\x27\x1c", "archive"),
        (b"BEGIN:VCARD\nFN:Anna", "contacts"),
        (b"<html><body><table>", "web_page"),
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML PUBLIC", "web_page"),
        (b"<table><tr><td>Voornaam", "web_page"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "xml",
        ),
        (b'<?xml version="1.0"?><personen/>', "xml"),
        (b'[{"voornaam": "Anna"}]', "json"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n<html>", "mail"),
        (b"From: anna@x.example\nSubject: de lijst\n", "mail"),
        (OLE + "Workbook".encode("utf-16-le"), "old_excel"),
        (OLE + "WordDocument".encode("utf-16-le"), "word"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        (OLE, "old"),
        (b"Voornaam;Achternaam\nAnna;Jansen", ""),
        (b"Voornaam;Opmerking\nAnna;stuur een <table> of subject: iets", ""),
        (b"[concept] lijst;;\nVoornaam;Achternaam", ""),
        (b"", ""),
    ],
)
def test_a_file_is_named_for_what_it_holds(content, kind):
    assert kind_of(content) == kind
    assert not kind or kind in FAULTS


@pytest.mark.parametrize(
    ("names", "mimetype", "kind"),
    [
        ({"word/document.xml", "[Content_Types].xml"}, b"", "word"),
        ({"ppt/presentation.xml", "[Content_Types].xml"}, b"", "other_office"),
        ({"Index/Document.iwa"}, b"", "numbers"),
        ({"content.xml"}, b"application/vnd.oasis.opendocument.text", "word"),
        ({"content.xml"}, b"application/vnd.oasis.opendocument.spreadsheet", ""),
        ({"xl/workbook.xml", "[Content_Types].xml"}, b"", ""),
    ],
)
def test_an_office_file_is_named_for_what_it_holds(names, mimetype, kind):
    assert kind_of_zip(names, mimetype) == kind
    assert not kind or kind in FAULTS
