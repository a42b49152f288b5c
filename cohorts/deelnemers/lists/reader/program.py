"""Reads the list on stdin, and says as JSON what it holds or why it is none.

A file of a kilobyte can claim a billion cells, and five megabytes of text can be one row. Here that
ends this process and not the one that serves people. A parser that gives up ends the program, and
that says enough: the file is unreadable. What goes out is never more than anybody may have.
"""

import json
import os
import resource
import sys
from dataclasses import asdict

from .cells import MEGABYTE, FaultError, within_limits
from .encodings import decode
from .headers import find_header
from .kinds import ZIP, kind_of
from .sheets import Sheet, sheets_of
from .text import lines_of

MEMORY_BYTES = 512 * MEGABYTE
CPU_SECONDS = 5
NICENESS = 10


def read(content: bytes) -> dict[str, object]:
    """The filled visible sheets, the likeliest list first, and the names of the hidden ones.

    Text is one sheet without a name. Raises FaultError for what is no list.
    """
    if content.startswith(ZIP):
        sheets, hidden = sheets_of(content)
    else:
        if kind := kind_of(content):
            raise FaultError(kind)
        text = decode(content)
        if any(ord(sign) < 32 and sign not in "\r\n\t\x0b\x0c" for sign in text):
            raise FaultError("wrong_type")
        sheets, hidden = [Sheet("", rows)] if (rows := within_limits(lines_of(text))) else [], []
    sheets.sort(key=_known_columns, reverse=True)
    return {"sheets": [asdict(sheet) for sheet in sheets], "hidden": hidden}


def _known_columns(sheet: Sheet) -> int:
    return len(find_header(sheet.rijen).columns)


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # It opens no file for writing: what it has to say goes down a pipe.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # Whoever waits for a page goes before a list.
    os.nice(NICENESS)
    try:
        answer = read(sys.stdin.buffer.read())
    except FaultError as fault:
        answer = {"fault": str(fault)}
    except MemoryError:
        answer = {"fault": "too_heavy"}
    sys.stdout.write(json.dumps(answer))


if __name__ == "__main__":
    main()
