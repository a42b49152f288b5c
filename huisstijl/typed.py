"""Text that a person typed or pasted, as that person sees it.

The reader of participant lists uses it too, in a process without Django: import nothing here.
"""

import re
import unicodedata

# Signs that draw nothing and that a script needs between its letters (UAX 31, 2.3): without them
# the Persian name علی‌رضا is written wrong.
JOINERS = "\u200c\u200d"
# With a name around it; the patterns below take the square of what they look through.
LONGEST_ADDRESS = 500
ADDRESS = re.compile(r"[^\s<>,;:()\"]+@[^\s<>,;:()\"]+")
# As programs for mail copy one address: alone, between < and > behind a name, as a link.
COPIED = re.compile(r"(?:[^<>@]*<)?(?:mailto:)?([^\s<>,;]+@[^\s<>,;]+?)>?[.,;]*", re.IGNORECASE)


def clean_line(text: str) -> str:
    """Text on one line: composed letters, single spaces, nothing that cannot be seen.

    A control character is a space; a sign of format (zero width space, soft hyphen, the marks of
    writing direction) is nothing, so that "gre\u200bet@…" is one address. A joiner stays between
    two letters of a script that has them.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    return " ".join(unicodedata.normalize("NFC", visible(text)).split())


def visible(text: str) -> str:
    """The signs that can be seen, unchanged, and a space for each control character."""
    return "".join(map(_visible, " " + text, text, text[1:] + " "))


def addresses_in(text: str) -> list[str]:
    """Everything in a line that looks like an e-mail address, each once; none in a long text."""
    if len(text) > LONGEST_ADDRESS:
        return []
    return list(dict.fromkeys(address.rstrip(".") for address in ADDRESS.findall(text)))


def address_in(text: str) -> str:
    """The one address in a line as it was copied; any other line as it is.

    "Anna Bos <anna@x.example>" and "mailto:anna@x.example." hold one. "an na@x.example" does not:
    half of it would be the mailbox of somebody else.
    """
    line = text.strip()
    copied = COPIED.fullmatch(line) if len(line) <= LONGEST_ADDRESS else None
    return copied[1] if copied else line


def signs_of(text: str) -> str:
    """The letters and digits of a code, in capitals: "b-1c.\u200b" and "Ｂ１Ｃ" are "B1C"."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(sign for sign in plain if sign.isalnum())


def _visible(before: str, sign: str, after: str) -> str:
    category = unicodedata.category(sign)
    if category in {"Cc", "Cs"}:
        return " "
    if sign in JOINERS and _is_joined(before) and _is_joined(after):
        return sign
    return "" if category == "Cf" else sign


def _is_joined(letter: str) -> bool:
    """Whether a joiner means something beside it: letters of scripts without capitals."""
    return unicodedata.category(letter) in {"Lo", "Mn", "Mc"}
