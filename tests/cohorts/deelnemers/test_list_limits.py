"""The limits of a list: at each it is read, over it it is refused."""

import pytest
from django.core.exceptions import ValidationError

from tests.cohorts.deelnemers.lists import far_xlsx, many, table_of, xlsx_of, zip_of


def code_of(content: bytes) -> str:
    with pytest.raises(ValidationError) as caught:
        table_of(content)
    return str(caught.value.code)


MEGABYTES = 1024 * 1024


def filled_zip(size: int) -> bytes:
    return zip_of({"content.xml": b" " * size})


def crowded_zip(members: int) -> bytes:
    return zip_of({"content.xml": b""} | {f"{n}.xml": b"" for n in range(members - 1)})


def long_texts(count: int) -> bytes:
    """A workbook with as many texts of 16 kB, each different."""
    return xlsx_of([[f"{n:04}" + "x" * 16_380] for n in range(count)])


@pytest.mark.parametrize(
    ("at", "over", "code"),
    [
        (many(5000), many(5001), "too_many_rows"),
        (b"\n" * 5000 + b"Anna", b"\n" * 5001 + b"Anna", "too_many_rows"),
        (b"Anna" + b"\n" * 50_000, b"Anna" + b"\n" * 50_001, "too_many_rows"),
        (far_xlsx(5000, 1), far_xlsx(5001, 1), "too_many_rows"),
        (b"a" + b",b" * 59, b"a" + b",b" * 60, "too_many_columns"),
        (b"Anna\n" + b"," * 16_383, b"Anna\n" + b"," * 16_384, "too_many_columns"),
        (long_texts(320), long_texts(321), "too_much_text"),
    ],
    ids=[
        "rows",
        "empty rows above",
        "empty rows below",
        "rows of a workbook",
        "columns",
        "width",
        "text",
    ],
)
def test_a_list_at_a_limit_is_read_and_one_over_it_is_refused(at, over, code):
    assert table_of(at)
    assert code_of(over) == code


@pytest.mark.parametrize(
    ("at", "over", "code"),
    [
        (filled_zip(50 * MEGABYTES), filled_zip(50 * MEGABYTES + 1), "too_big_unpacked"),
        (crowded_zip(2000), crowded_zip(2001), "too_big_unpacked"),
        (b"a" * 5 * MEGABYTES, b"a" * (5 * MEGABYTES + 1), "too_big"),
    ],
    ids=["unpacked", "members", "file"],
)
def test_a_file_over_a_limit_is_refused_before_it_is_opened(at, over, code):
    assert code_of(at) == "unreadable"
    assert code_of(over) == code
