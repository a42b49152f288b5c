"""What kind of file this is, by what it holds: a name can say anything."""

import re

# How files begin: a zip (xlsx, ods), and the container of old or encrypted Office files.
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What an OLE container names in UTF-16: a workbook or document with a password, an old workbook
# (two generations), an old document, a mail.
OLE_STREAMS = {
    "EncryptedPackage": "encrypted",
    "Workbook": "old_excel",
    "Book": "old_excel",
    "WordDocument": "word",
    "PowerPoint Document": "other_office",
    "__substg1.0_": "mail",
}
BEGINNINGS = {
    b"%PDF-": "pdf",
    b"{\\rtf": "word",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"RIFF": "picture",
    b"Rar!": "archive",
    b"7z\xbc\xaf": "archive",
    b"\x1f\x8b": "archive",
    b"BEGIN:VCARD": "contacts",
}
# Of text: the first of these that is found names it. A mail that holds a page comes before a page.
MARKUP = (
    (re.compile(rb"^(mime-version|from|received|return-path|subject):", re.I | re.M), "mail"),
    (re.compile(rb"urn:schemas-microsoft-com:office:spreadsheet"), "xml"),
    (re.compile(rb"<(!doctype\s+html|html|head|body|table|meta)\b", re.I), "web_page"),
    (re.compile(rb"^\s*<\?xml\b"), "xml"),
    (re.compile(rb'^\s*[\[{]\s*["{]'), "json"),
)
# Where in a zip an Office file of another kind keeps its text, and what it is.
MEMBERS = {
    "word/document.xml": "word",
    "ppt/presentation.xml": "other_office",
    "Index/Document.iwa": "numbers",
    "xl/workbook.bin": "old_excel",
}
# What an OpenDocument file says of itself in its member `mimetype`.
MIMETYPES = {
    b"application/vnd.oasis.opendocument.text": "word",
    b"application/vnd.oasis.opendocument.presentation": "other_office",
}
BEGINNING_BYTES = 2048


def kind_of(content: bytes) -> str:
    """The kind of a file that is no list, as a word of `files.FAULTS`; nothing when it may be one.

    A web page that was saved as "lijst.xls" is "web_page".
    """
    if content.startswith(OLE):
        return next((kind for name, kind in OLE_STREAMS.items() if _named(name, content)), "old")
    head = content[:BEGINNING_BYTES]
    if head[4:8] == b"ftyp":
        return "picture"
    for start, kind in BEGINNINGS.items():
        if head.startswith(start):
            return kind
    # Only what begins with a sign of markup is looked into: a list may hold any word.
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    found = (kind for pattern, kind in MARKUP if pattern.search(head))
    return next(found, "") if text[:1] in b"<{[" or _is_mail(text) else ""


def kind_of_zip(names: set[str], mimetype: bytes) -> str:
    """The kind of a zip that is no workbook, by its members; nothing when it may be one."""
    for member, kind in MEMBERS.items():
        if member in names:
            return kind
    return MIMETYPES.get(mimetype.strip(), "")


def _named(name: str, content: bytes) -> bool:
    return name.encode("utf-16-le") in content


def _is_mail(text: bytes) -> bool:
    return bool(MARKUP[0][0].match(text))
