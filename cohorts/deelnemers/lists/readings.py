"""What the text of one cell says of a person: read, mended where that is sure, or refused.

Files come through spreadsheets that failed, systems that wrote letters in another code, and hands
that typed into the wrong column. None of it may become a name on a certificate unseen.
"""

import html
import re
from dataclasses import dataclass

from ftfy import fix_encoding

from cohorts.deelnemers.lists.reader.encodings import LOST, STRANGE, reread, strangeness
from huisstijl.typed import address_in, addresses_in

# What a spreadsheet shows when a formula failed: in Dutch, in English, in LibreOffice.
FAILED = re.compile(r"#[A-Z]+(/[A-Z0-9]+)?[!?]?|Err:\d+")
# Ways to write that there is nothing; a first name "X" and the surname "Null" exist.
NOTHING_WORDS = "0 - – — . ? ?? n.v.t. n.v.t nvt n/a n.a. (leeg)"
NOTHING = frozenset(NOTHING_WORDS.split())
NO_NUMBER = NOTHING - {"0"} | {"geen", "onbekend"}
NO_PREFIX = NOTHING | {"geen", "null", "leeg"}
NAMES = ("voornaam", "tussenvoegsel", "achternaam", "naam")
# Signs that stand in no name, and tell that cells ran together or came from another column.
FOREIGN = re.compile(r"[@;|\t]")
# A question mark for a letter that a program could not write: "?ule", "Y?ld?z".
LOST_LETTER = re.compile(rf"\?|{LOST}")
ODD = re.compile(r'["()\[\]{}<>/\\,]')


@dataclass(frozen=True)
class Reading:
    """What a cell is taken for; `fault` and `doubt` are Dutch, and empty when all is well."""

    text: str
    fault: str = ""
    doubt: str = ""


def read_cell(field: str, label: str, raw: str) -> Reading:
    """One cell of this field, by the label that a person knows it by.

    "ZoÃ«" is read as "Zoë", with a doubt that shows both; "?ule" has a fault, since nobody can
    tell which letter was lost; "#N/B" is nothing.
    """
    if FAILED.fullmatch(raw) or raw.casefold() in _nothing(field):
        return Reading("")
    if field == "email":
        return _read_address(raw)
    text = _mended(raw)
    doubt = f"In de lijst staat ‘{raw}’, we lezen ‘{text}’." if text != raw else ""
    return _read_name(label, text, doubt) if field in NAMES else Reading(text, doubt=doubt)


def _read_name(label: str, text: str, doubt: str) -> Reading:
    if found := FOREIGN.search(text):
        return Reading(text, f"In {label.lower()} staat een ‘{found[0]}’: dat is geen naam.")
    if LOST_LETTER.search(text):
        return Reading(text, f"In {label.lower()} ‘{text}’ is een letter onleesbaar.")
    return Reading(text, doubt=doubt)


def doubt_about(label: str, part: str) -> str:
    """What is odd about a part of a name, once a full name was cut; nothing when all is well."""
    found = ODD.search(part)
    return f"In {label.lower()} staat een ‘{found[0]}’. Hoort dat bij de naam?" if found else ""


def _nothing(field: str) -> frozenset[str]:
    if field in {"tussenvoegsel", "afdeling"}:
        return NO_PREFIX
    return NO_NUMBER if field == "personeelsnummer" else NOTHING


def _mended(raw: str) -> str:
    """The text in the code it was written in: what was decoded twice, or as another code."""
    text = html.unescape(raw) if "&" in raw else raw
    if text.isascii():
        return text
    mended = fix_encoding(text)
    return reread(mended) if strangeness(mended) >= STRANGE else mended


def _read_address(raw: str) -> Reading:
    """The address in a cell: also of "Sanne Wolf <sanne@…>", or with a full stop behind it."""
    found = addresses_in(raw)
    if len(found) > 1:
        seen = ", ".join(found)
        return Reading(raw, f"Hier staan {len(found)} e-mailadressen: {seen}. Kies er één.")
    return Reading(address_in(raw))
