"""Names as lists sort them and as a search finds them, the same on every database (besluit 0033).

The keys are stored: whoever changes what `folded` makes of a name adds a migration that writes
all of them again.
"""

import unicodedata
from typing import Protocol

# Of what a name is made, and with it its key.
NAME_FIELDS = ("achternaam", "voornaam", "tussenvoegsel")
# Lower than a space, so that "Berg" stands before "Berg Aap"; no name holds it, so that what
# somebody searches for never lies half in one part and half in the next.
BETWEEN = "\x1f"
# Below what PostgreSQL can hold in an index: 300 signs of four bytes.
KEY_LENGTH = 300
# Letters that Unicode does not take apart into a plain letter and a mark, as Dutch readers look
# for them: of Europe, Turkey and Azerbaijan, Vietnam and West Africa.
PLAIN = str.maketrans(
    {
        "æ": "ae", "œ": "oe", "ø": "o", "ð": "d", "đ": "d", "þ": "th", "ħ": "h", "ı": "i",
        "ĸ": "k", "ł": "l", "ŋ": "ng", "ŧ": "t", "ə": "e", "ǝ": "e", "ɛ": "e", "ɔ": "o",
        "ɓ": "b", "ɖ": "d", "ɗ": "d", "ƒ": "f", "ǥ": "g", "ɣ": "g", "ɨ": "i", "ƙ": "k",
        "ɲ": "n", "ʉ": "u", "ʋ": "v", "ƴ": "y", "ƶ": "z",
    }
)  # fmt: skip
# Inside a word: O'Neil is read as ONeil, in't as int, and Gal·la as Galla.
JOINING = dict.fromkeys(map(ord, "'’‘‛`´′ʹʼʻʾʿ·"))
# These marks make another letter, in Indian scripts (nukta, virama) and Japanese (voicing).
OF_THE_LETTER = {0, 7, 8, 9}


def folded(text: str) -> str:
    """The text in small letters without marks, one space between words.

    "Łuczak-Öz" → "luczak oz", "Ĳ" → "ij", "'t Hoen" → "t hoen". Letters of other scripts stay.
    Something stays of whatever can be seen: signs alone ("-") are kept as they are.
    """
    apart = unicodedata.normalize("NFKD", text.translate(JOINING).casefold())
    bare = "".join(sign for sign in apart if unicodedata.combining(sign) in OF_THE_LETTER)
    plain = unicodedata.normalize("NFC", bare.casefold().translate(PLAIN)).translate(JOINING)
    words = "".join(map(_letter_or_space, plain)).split()
    return " ".join(words or text.casefold().split())


def _letter_or_space(sign: str) -> str:
    """Letters, marks and digits stay; what cannot be seen goes, the rest parts two words."""
    category = unicodedata.category(sign)
    if category[0] in "LMN":
        return sign
    return "" if category == "Cf" else " "


class Named(Protocol):
    achternaam: str
    voornaam: str
    tussenvoegsel: str


def name_key_of(person: Named) -> str:
    """Where somebody stands in a list: by surname, then first name, then prefix.

    Empty for who has no name at all.
    """
    parts = [folded(getattr(person, name)) for name in NAME_FIELDS]
    return BETWEEN.join(parts)[:KEY_LENGTH] if any(parts) else ""
