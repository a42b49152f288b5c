"""A full name in one cell, as its parts: Dutch prefixes, commas, initials, titles.

"Wolf, S. de" and "Daan ten Bosch" are written by systems for personnel and by people. What a
machine cuts a person has to check: the preview says which names were cut.
"""

import re
from typing import NamedTuple

PREFIX_WORDS = (
    "van de den der ten ter te 't 's het in op aan uit bij onder over voor tot d' l' von vom zu "
    "zum zur la le les du des di da do dos das del della el al bin ibn bint of af"
)
PREFIXES = frozenset(PREFIX_WORDS.split())
TITLE_WORDS = "dhr heer mevr mevrouw mw drs mr ir ing dr prof bsc msc ba ma llm"
TITLES = frozenset(TITLE_WORDS.split())
CALLED = re.compile(r"\(([^()]+)\)")
QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'"})


class Name(NamedTuple):
    voornaam: str
    tussenvoegsel: str
    achternaam: str


def split_name(text: str) -> Name:
    """The parts of a full name; what is not there is empty.

    "Wolf, S. de (Sanne)" → Sanne, de, Wolf; "Daan ten Bosch" → Daan, ten, Bosch; of three names
    without a prefix the last one is the surname.
    """
    called = CALLED.search(text)
    bare = CALLED.sub(" ", text)
    surname, comma, rest = bare.partition(",")
    name = _by_comma(surname, rest) if comma else _in_order(_without_titles(bare.split()))
    return name._replace(voornaam=called[1].strip()) if called else name


def split_surname(text: str) -> tuple[str, str]:
    """Prefix and surname: "van der Berg" and "Berg, van der" are both ("van der", "Berg").

    A prefix with a capital ("De Wolf") is part of the name, as people write it in Belgium.
    """
    surname, comma, rest = text.partition(",")
    if comma and rest.strip() and all(map(_is_prefix, rest.split())):
        return rest.strip(), surname.strip()
    words = text.split()
    start = _prefixes_from(words, 0)
    if comma or start == len(words):
        return "", text
    return " ".join(words[:start]), " ".join(words[start:])


def _by_comma(surname: str, rest: str) -> Name:
    prefix, bare = split_surname(surname.strip())
    words = _without_titles(rest.replace(",", " ").split())
    end = len(words)
    while end and _is_prefix(words[end - 1]):
        end -= 1
    behind = " ".join(words[end:])
    return Name(" ".join(words[:end]), behind or prefix, bare)


def _in_order(words: list[str]) -> Name:
    for start in range(1, len(words) - 1):
        if (end := _prefixes_from(words, start)) > start and end < len(words):
            parts = words[:start], words[start:end], words[end:]
            return Name(*(" ".join(part) for part in parts))
    if len(words) < 2:
        return Name(" ".join(words), "", "")
    return Name(" ".join(words[:-1]), "", words[-1])


def _prefixes_from(words: list[str], start: int) -> int:
    end = start
    while end < len(words) and _is_prefix(words[end]):
        end += 1
    return end


def _is_prefix(word: str) -> bool:
    return word.translate(QUOTES) in PREFIXES


def _without_titles(words: list[str]) -> list[str]:
    kept = [word for word in words if word.casefold().replace(".", "") not in TITLES]
    return kept or words
