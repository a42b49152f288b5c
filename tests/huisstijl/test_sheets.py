"""The sheet of a room: its parts in order, and of the design system what is used."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import get_finder
from django.template.loader import render_to_string

from huisstijl import sheets
from leergang.static import DESIGN_SYSTEM, room_sheets
from tests.huisstijl.html import elements
from tests.tree import ROOT

CLASSES = frozenset({"knop", "knop--groot", "lijst"})
COMPONENTS, THEME = DESIGN_SYSTEM


def used(tmp_path: Path, css: str, own: str = "") -> str:
    sheet = tmp_path / "others.css"
    sheet.write_text(css)
    return sheets.used([sheet], CLASSES, own).replace(" ", "").strip()


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (".knop { color: red }", ".knop{color:red;}"),
        (".kaart { color: red }", ""),
        (".kaart, .knop:hover { color: red }", ".knop:hover{color:red;}"),
        (".lijst .kaart { color: red }", ""),
        (".lijst .knop--groot { color: red }", ".lijst.knop--groot{color:red;}"),
        (".knop:not(.kaart) { color: red }", ".knop:not(.kaart){color:red;}"),
        ("ul { color: red }", "ul{color:red;}"),
        ("@charset 'utf-8'; .knop { color: red }", ".knop{color:red;}"),
        (
            "@media print { .knop { color: red } .kaart { color: red } }",
            "@mediaprint{.knop{color:red;}}",
        ),
        ("@media print { .kaart { color: red } }", ""),
        (
            "@supports (gap: 1px) { @media print { .knop { color: red } } }",
            "@supports(gap:1px){@mediaprint{.knop{color:red;}}}",
        ),
    ],
)
def test_a_rule_stays_when_each_class_it_asks_for_is_in_use(tmp_path, written, kept):
    assert used(tmp_path, written) == kept


def test_a_token_stays_when_it_ends_in_something_visible(tmp_path):
    css = """
        .knop { --b: var(--a); --a: red; --c: blue; --d: green; color: var(--b, 1px) }
        .kaart { --e: red; color: var(--c) }
    """

    assert used(tmp_path, css) == ".knop{--b:var(--a);--a:red;color:var(--b,1px);}"
    assert "--d:green" in used(tmp_path, css, own=".lp { color: var( --d ) }")


def test_tokens_that_read_each_other_in_a_circle_end(tmp_path):
    css = ".knop { --a: var(--b); --b: var(--a); color: var(--a) }"

    assert used(tmp_path, css) == ".knop{--a:var(--b);--b:var(--a);color:var(--a);}"


def test_parts_stand_in_the_order_of_the_index_and_an_author_keeps_his_name(tmp_path):
    (tmp_path / "first.css").write_text("/*! Gemeente Utrecht */\n.a {\n  color: red;\n}\n")
    (tmp_path / "second.css").write_text("/* why */\n.b { color: red }\n")
    index = tmp_path / "index.css"
    index.write_text('/* parts */\n@import url("second.css");\n@import url("first.css");\n')

    assert sheets.parts(index) == [tmp_path / "second.css", tmp_path / "first.css"]
    assert sheets.joined(sheets.parts(index)) == (
        ".b { color: red } /*! Gemeente Utrecht */ .a { color: red; }\n"
    )


# -- Our own -------------------------------------------------------------------------------


def test_every_sheet_of_a_room_is_a_part_of_its_sheet():
    """But for paper, which WeasyPrint reads."""
    alone = {ROOT / "static/css/huisstijl/paper_letters.css"}
    rooms = ("certificaten", "cohorts", "rapportages")
    alone |= {ROOT / f"static/css/{room}/paper.css" for room in rooms}
    indexes = set((ROOT / "static/css").rglob("index.css"))
    imported = {part for index in indexes for part in sheets.parts(index)}

    assert set((ROOT / "static/css").rglob("*.css")) - indexes - imported == alone
    assert {index.parent.name for index in indexes} <= {path.name for path in ROOT.iterdir()}


def test_each_class_of_the_design_system_that_a_template_names_is_served():
    named = set()
    for template in (ROOT / "templates").rglob("*.html"):
        named |= set(re.findall(r"\butrecht-[\w-]+", template.read_text()))
    defined = set(re.findall(r"\.(utrecht-[\w-]+)", COMPONENTS.read_text()))
    served = set(re.findall(r"\.(utrecht-[\w-]+)", room_sheets()["css/rooms/huisstijl.css"]))

    assert len(named & defined) > 10
    assert (named & defined) - served == set()
    assert len(served) < len(defined) / 10


def test_each_token_that_a_sheet_reads_is_served():
    every = "".join(room_sheets().values())
    read = set(re.findall(r"var\(\s*(--[\w-]+)", every))
    defined = set(re.findall(r"(--[\w-]+):", THEME.read_text()))

    assert {token for token in read & defined if f"{token}:" not in every} == set()


def test_fonts_are_found_from_where_the_sheet_is_served():
    addresses = re.findall(r'url\("(\.[^")]+)"\)', "".join(room_sheets().values()))

    assert len(addresses) == 4
    for address in addresses:
        assert address.startswith("../../vendor/")
        assert finders.find(unquote(address.removeprefix("../../")))


def test_a_sheet_is_made_again_when_a_part_of_it_changes():
    path = "css/rooms/berichten.css"
    served = Path(finders.find(path))
    served.write_text("/* of another day */")
    part = ROOT / "static/css/berichten/postvak.css"
    before = part.stat()
    try:
        os.utime(part, (time.time(), time.time()))
        assert Path(finders.find(path)).read_text() == room_sheets()[path]
    finally:
        os.utime(part, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_collecting_finds_every_sheet_and_a_wrong_room_has_none():
    finder = get_finder("leergang.static.RoomSheetFinder")

    assert {path for path, _ in finder.list(None)} >= set(room_sheets())
    assert finders.find("css/rooms/geheim.css") is None


def test_a_font_is_asked_for_once():
    """The page asks ahead for two fonts: by another address the sheet would fetch them again."""
    page = render_to_string("500.html")
    ahead = {e["href"] for e in elements(page, "link", rel="preload")}
    sheet = room_sheets()["css/rooms/huisstijl.css"]
    asked = {
        urljoin("/static/css/rooms/huisstijl.css", address)
        for address in re.findall(r'url\("(\.[^"]+)"\)', sheet)
    }

    assert len(ahead) == 2
    assert ahead <= asked


def test_the_sheets_are_collected_with_their_parts_under_names_of_their_contents(tmp_path):
    """As production does it: a part that nobody can find stops `collectstatic`."""
    environment = {
        "DJANGO_SETTINGS_MODULE": "leergang.settings",
        "BASE_URL": "https://leergang.example",
        "SECRET_KEY": "k" * 60,
        "JOURNAAL_SLEUTELS": "a:MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
        "DATABASE_URL": "sqlite://:memory:",
        "PATH": os.environ["PATH"],
    }
    code = (
        "import django; from django.conf import settings; django.setup()\n"
        f"settings.STATIC_ROOT = {str(tmp_path)!r}\n"
        "from django.core.management import call_command\n"
        "call_command('collectstatic', interactive=False, verbosity=0)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, check=True, timeout=120)

    manifest = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    frame = (tmp_path / manifest["css/rooms/huisstijl.css"]).read_text()
    assert set(room_sheets()) <= set(manifest)
    for address in re.findall(r'url\("(\.[^"]+)"\)', frame):
        assert (tmp_path / "css/rooms" / unquote(address)).is_file()
