"""A small reader of QR codes, as a camera reads them: from the squares back to the text.

For byte mode, versions 3 to 6, level M, without damage to repair (ISO/IEC 18004).
"""

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import chain
from urllib.parse import unquote

MASKS = (
    lambda r, c: (r + c) % 2 == 0,
    lambda r, c: r % 2 == 0,
    lambda r, c: c % 3 == 0,
    lambda r, c: (r + c) % 3 == 0,
    lambda r, c: (r // 2 + c // 3) % 2 == 0,
    lambda r, c: r * c % 2 + r * c % 3 == 0,
    lambda r, c: (r * c % 2 + r * c % 3) % 2 == 0,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2 == 0,
)
# By version: number of blocks, and codewords of data in each.
BLOCKS = {3: (1, 44), 4: (2, 32), 5: (2, 43), 6: (4, 27)}
FORMAT_MASK, LEVEL_M, BYTE_MODE = 0x5412, 0, 4


def read(data_uri: str, border: int) -> str:
    """The text in a picture as it stands in the `src` of an image."""
    head, _, svg = data_uri.partition(",")
    return _text_of(
        _modules_of(b64decode(svg).decode() if "base64" in head else unquote(svg), border)
    )


def _modules_of(svg: str, border: int) -> list[list[bool]]:
    """The dark squares as segno draws them: one line of strokes for each row."""
    size = int(re.search(r"viewBox=.0 0 (\d+)", svg)[1])
    rows = [[False] * size for _ in range(size)]
    x = y = 0.0
    strokes = re.findall(r" d=['\"]([^'\"]+)", svg)[-1]
    for command, numbers in re.findall(r"([MmhH])([-\d. ]+)", strokes):
        values = [float(number) for number in numbers.replace("-", " -").split()]
        if command in "Mm":
            x, y = values if command == "M" else (x + values[0], y + values[1])
            continue
        for column in range(int(x), int(x + values[0])):
            rows[int(y)][column] = True
        x += values[0]
    return [row[border:-border] for row in rows[border:-border]]


def _text_of(modules: list[list[bool]]) -> str:
    size = len(modules)
    blocks, length = BLOCKS[(size - 17) // 4]
    mask = MASKS[_mask_of(modules)]
    bits = [modules[r][c] != mask(r, c) for r, c in _path(size)]
    words = [_number(bits[start : start + 8]) for start in range(0, blocks * length * 8, 8)]
    data = bytes(chain.from_iterable(words[block::blocks] for block in range(blocks)))
    stream = [bool(byte >> shift & 1) for byte in data for shift in range(7, -1, -1)]
    assert _number(stream[:4]) == BYTE_MODE
    end = 12 + 8 * _number(stream[4:12])
    return bytes(_number(stream[at : at + 8]) for at in range(12, end, 8)).decode()


def _mask_of(modules: list[list[bool]]) -> int:
    places = [(8, c) for c in (0, 1, 2, 3, 4, 5, 7, 8)] + [(r, 8) for r in (7, 5, 4, 3, 2, 1, 0)]
    found = _number([modules[r][c] for r, c in places]) ^ FORMAT_MASK
    assert found >> 13 == LEVEL_M
    return found >> 10 & 7


def _path(size: int) -> Iterator[tuple[int, int]]:
    """The squares that hold data, in the order in which they hold it."""
    upward = True
    for right in [*range(size - 1, 6, -2), 5, 3, 1]:
        for row in range(size - 1, -1, -1) if upward else range(size):
            for column in (right, right - 1):
                if not _is_fixed(row, column, size):
                    yield row, column
        upward = not upward


def _is_fixed(row: int, column: int, size: int) -> bool:
    """Corners, the two dotted lines and the small square: the same in every picture."""
    corner = (row < 9 and (column < 9 or column >= size - 8)) or (row >= size - 8 and column < 9)
    small = abs(row - (size - 7)) <= 2 and abs(column - (size - 7)) <= 2
    return corner or small or 6 in (row, column)


def _number(bits: list[bool]) -> int:
    return int("".join("1" if bit else "0" for bit in bits), 2)
