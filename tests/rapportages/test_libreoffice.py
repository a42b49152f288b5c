"""Each format opened by LibreOffice itself: it finds the cells that were written."""

import csv
import subprocess
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest

from rapportages import csvfile, ods, xlsx
from rapportages.rows import About

SECONDS = 120
HEADER = ("Personeelsnummer", "Datum", "Begin", "Uren", "Dag")
NUMBERS = ["070303", "1E5", "3-4", "1234567890123456789", "70303", "Đ ł =1", "a;b\"c'd", "Team 3"]
ROWS = [
    (number, date(2026, 11, 23), time(9, 30), Decimal("3.5"), dag)
    for dag, number in enumerate(NUMBERS, start=1)
]
# Semicolon, quote, UTF-8, from line 1, columns as they come, Dutch: as a Dutch program opens it.
READ = "Text - txt - csv (StarCalc):59,34,76,1,,1043,false,false,false"
# Shown as in the cells, and texts in quotes: a number that became a number has none.
WRITE = "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,true,false,true"

pytestmark = pytest.mark.services


def lay_down(folder: Path, formaat: str) -> Path:
    file = folder / f"lijst.{formaat}"
    with file.open("wb") as out:
        if formaat == "csv":
            out.writelines(csvfile.stream(HEADER, ROWS))
        else:
            write = {"ods": ods.write, "xlsx": xlsx.write}[formaat]
            about = About("Titel", "Hanna Peters", datetime(2026, 11, 23, tzinfo=UTC))
            write(out, [("Aanwezigheid", [HEADER, *ROWS]), ("Toelichting", [("a", "")])], about)
    return file


@pytest.mark.parametrize("formaat", ["csv", "ods", "xlsx"])
def test_libreoffice_finds_the_cells_that_were_written(tmp_path, formaat):
    file = lay_down(tmp_path, formaat)
    out = tmp_path / "out"
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    reading = [f"--infilter={READ}"] if formaat == "csv" else []

    command = ["soffice", profile, "--headless", *reading, "--convert-to", WRITE]
    subprocess.run([*command, "--outdir", str(out), str(file)], check=True, timeout=SECONDS)

    text = (out / "lijst.csv").read_text("utf-8-sig")
    header, *lines = csv.reader(StringIO(text, newline=""), delimiter=";")
    assert tuple(header) == HEADER
    assert [line[0] for line in lines] == NUMBERS
    for line, row in zip(lines, ROWS, strict=True):
        shown = row[1].isoformat() if formaat == "csv" else f"{row[1]:%d-%m-%Y}"
        assert line[1:3] == [shown, "09:30"]
        assert Decimal(line[3].replace(",", ".")) == row[3]
        assert line[4] == str(row[4])
