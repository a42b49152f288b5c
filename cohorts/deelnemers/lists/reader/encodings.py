"""Text out of bytes that do not say how they were written.

A guess is judged by its outcome: letters that stand in names here, capitals where names have them.
Statistics over languages (charset-normalizer was tried) read "José" of Windows as that of a Mac
when a list is as short as ours.
"""

import re
import unicodedata
from collections.abc import Iterable

UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
# In which programs here have saved lists, the likeliest first: Windows, Mac, and DOS.
CODECS = ("cp1252", "mac_roman", "cp850")
LOST = "\ufffd"
# How strange a letter is in a Dutch list of names; any other letter is stranger than these.
OTHER_LETTER = 1.0
WEIGHTS = (
    dict.fromkeys("áàâäãåæêìíîñóòôõøßúùûýÿÁÀÂÄÅÆÈÊÍÎÏÑÓÔØÚÛÜ", 0.2)
    | dict.fromkeys("çèïöüÇÖ", 0.1)
    | dict.fromkeys("éëÉË", 0.0)
)
# A sign beside a letter, and a capital within a word: so reads a word of another code.
STRANGE = 4.0
SMALL_AT_START, ODD_NEIGHBOUR = 0.5, 0.5
VOWELS = set("aeiouyAEIOUY")
DIAERESES = set("ëïöüËÏÖÜ")
# Apostrophes and the space that does not break may stand beside any letter.
ANYWHERE = set("\u2019\u00a0\u00b4")
OPENING, CLOSING, DASHES = set("\u2018\u201c"), set("\u201d"), set("\u2013\u2014")
LINE_ENDS = re.compile(rb"(?<=\n)|(?<=\r)(?!\n)")


def decode(content: bytes) -> str:
    """The text: UTF-16 by its mark or its zeros, UTF-8, or line by line in the best other code.

    A line that is UTF-8 except for a byte loses that byte, which becomes LOST; so one wrong byte
    spoils one row, and a list glued together of two codes is read as both.
    """
    if content.startswith(UTF16_MARKS):
        return content.decode("utf-16", "replace")
    for start, codec in ((1, "utf-16-le"), (0, "utf-16-be")):
        if content[start:200:2].count(0) * 3 > len(content[start:200:2]):
            return content.decode(codec, "replace")
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return _by_line(LINE_ENDS.split(content))


def strangeness(text: str) -> float:
    """How little a text looks like names that were read well; 0 for "Zoë", more for "Zo‰"."""
    around = zip(" " + text, text, text[1:] + " ", strict=False)
    return sum(_strange(*three) for three in around if not three[1].isascii())


def reread(text: str) -> str:
    """The same text by another single-byte code when that is less strange: "JosŽ" is "José"."""
    best = text
    for codec in CODECS[1:]:
        try:
            other = text.encode("cp1252").decode(codec)
        except UnicodeError:
            continue
        if strangeness(other) < strangeness(best):
            best = other
    return best


def _by_line(lines: list[bytes]) -> str:
    foreign = [line for line in lines if not _is_utf8(line)]
    codec = _best_codec(line for line in foreign if not _has_utf8_letters(line))
    return "".join(
        line.decode()
        if _is_utf8(line)
        else line.decode("utf-8" if _has_utf8_letters(line) else codec, "replace")
        for line in lines
    )


def _best_codec(lines: Iterable[bytes]) -> str:
    """The first of the likeliest codes that make these lines least strange."""
    content = b" ".join(lines)
    return min(CODECS, key=lambda codec: strangeness(content.decode(codec, "replace")))


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode()
    except UnicodeDecodeError:
        return False
    return True


def _has_utf8_letters(line: bytes) -> bool:
    """Whether letters of more than one byte are left when what is no UTF-8 is taken out.

    Of one line in another code that is next to impossible: it would have "Ã" before "©".
    """
    return not line.decode("utf-8", "ignore").isascii()


def _strange(before: str, sign: str, after: str) -> float:
    if sign == LOST or unicodedata.category(sign) == "Cc":
        return 2 * STRANGE
    if not sign.isalpha():
        return 0.0 if _is_punctuation(before, sign, after) else STRANGE
    if sign.isupper() and (before.islower() or (before.isalpha() and after.islower())):
        return STRANGE
    starts_small = sign.islower() and not before.isalpha() and after.isalpha()
    return (
        WEIGHTS.get(sign, OTHER_LETTER)
        + (SMALL_AT_START if starts_small else 0.0)
        + (ODD_NEIGHBOUR if _has_odd_neighbours(before, sign, after) else 0.0)
    )


def _is_punctuation(before: str, sign: str, after: str) -> bool:
    """Whether a sign stands where people put it: “ before a word and not within one."""
    if sign in ANYWHERE or not (before.isalpha() or after.isalpha()):
        return True
    if sign in OPENING:
        return not before.isalpha()
    if sign in CLOSING:
        return not after.isalpha()
    return sign in DASHES and not (before.islower() and after.islower())


def _has_odd_neighbours(before: str, sign: str, after: str) -> bool:
    """A vowel with an accent beside a vowel ("Franáois"), a ç or ñ without one ("Mçlaga").

    Not a diaeresis, which is there to stand beside a vowel: "Zoë".
    """
    has_vowel = before in VOWELS or after in VOWELS
    base = unicodedata.normalize("NFD", sign)[0]
    if base in VOWELS:
        return has_vowel and sign not in DIAERESES
    return not has_vowel and base in "cnCN"
