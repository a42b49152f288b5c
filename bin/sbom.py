"""Write the bill of materials of what production runs to var/sbom.cdx.json: CycloneDX in JSON.

cyclonedx-py reads requirements.lock and pyproject.toml. It names the host of a package registry on
every second line, and neither licences nor what needs what; those are in the installed packages
and in the comments of the lock. Of npm stands here what assets.toml copies into the product.
"""

import base64
import json
import re
import subprocess
import sys
import tomllib
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from cyclonedx.schema import OutputFormat, SchemaVersion
from cyclonedx.spdx import is_supported_id
from cyclonedx.validation import make_schemabased_validator

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements.lock"
TARGET = ROOT / "var/sbom.cdx.json"
Part = dict[str, Any]


def bill_of_the_tool() -> Part:
    # Reproducible: no moment and no random number, so one commit has one bill.
    options = ["--output-reproducible", "--short-PURLs", "--spec-version=1.6"]
    # The graph that it warns about is filled in below.
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", *options]
    command += [f"--pyproject={ROOT / 'pyproject.toml'}", str(LOCK)]
    output = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=120).stdout
    bill: Part = json.loads(output)
    return bill


# -- Python ----------------------------------------------------------------------------------


def licences(name: str, version: str) -> list[Part]:
    """As the package itself declares them, in the form it has chosen."""
    try:
        declared: Message = metadata(name)  # type: ignore[assignment]
    except PackageNotFoundError:
        # Only for another Python or another system than this one.
        return []
    if declared["Version"] != version:
        sys.exit(f"{name} is not installed as the lock has it: run make check first.")
    if expression := declared["License-Expression"]:
        return [{"expression": expression, "acknowledgement": "declared"}]
    # Some packages put the whole text into the field, most leave it to their classifiers.
    field = declared["License"] or ""
    if is_supported_id(field):
        return [{"license": {"id": field, "acknowledgement": "declared"}}]
    classifiers = declared.get_all("Classifier", [])
    words = [c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License :: ")]
    names = words or field.splitlines()[:1]
    return [{"license": {"name": name, "acknowledgement": "declared"}} for name in names]


def python_part(part: Part) -> Part:
    purl = part["purl"]
    hashes = part["externalReferences"][0]["hashes"]
    marker = re.search(r" ; (.+?) +--hash", part["description"])
    tidy = {
        "type": "library",
        "bom-ref": purl,
        "name": part["name"],
        "version": part["version"],
        "purl": purl,
        "licenses": licences(part["name"], part["version"]),
        # Any of the files of this version that the lock allows.
        "externalReferences": [{"type": "distribution", "url": purl, "hashes": hashes}],
    }
    if marker:
        tidy |= {"scope": "optional", "description": f"Only where {marker[1]}."}
    return tidy


def needs(root: str, parts: list[Part]) -> list[Part]:
    """What needs what, from the "via" that the lock has below each package."""
    refs = {part["name"]: part["bom-ref"] for part in parts}
    found: dict[str, set[str]] = {ref: set() for ref in (root, *refs.values())}
    needed = ""
    for line in LOCK.read_text().splitlines():
        if pin := re.match(r"([\w.-]+)==", line):
            needed = refs[pin[1]]
        elif via := re.match(r" +# +(?:via )?(?!via$)([\w.-]+)( \(pyproject\.toml\))?$", line):
            found[root if via[2] else refs[via[1]]].add(needed)
    return [{"ref": ref, "dependsOn": sorted(others)} for ref, others in sorted(found.items())]


# -- npm -------------------------------------------------------------------------------------


def npm_part(name: str, locked: Part) -> Part:
    algorithm, _, digest = locked["integrity"].partition("-")
    purl = f"pkg:npm/{name.replace('@', '%40')}@{locked['version']}"
    group, _, short = name.rpartition("/")
    content = base64.b64decode(digest).hex()
    hashes = [{"alg": algorithm.upper().replace("SHA", "SHA-"), "content": content}]
    return {
        "type": "library",
        "bom-ref": purl,
        "group": group,
        "name": short,
        "version": locked["version"],
        "purl": purl,
        "licenses": [{"expression": locked["license"], "acknowledgement": "declared"}],
        "externalReferences": [{"type": "distribution", "url": purl, "hashes": hashes}],
    }


def npm_parts() -> list[Part]:
    copied = tomllib.loads((ROOT / "assets.toml").read_text())["files"]
    locked = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    return [npm_part(name, locked[f"node_modules/{name}"]) for name in sorted(copied)]


# -- The bill --------------------------------------------------------------------------------


def bill() -> str:
    made = bill_of_the_tool()
    product = made["metadata"]["component"]["bom-ref"]
    for tool in made["metadata"]["tools"]["components"]:
        tool.pop("externalReferences")
    python, npm = [python_part(part) for part in made["components"]], npm_parts()
    made["components"] = python + npm
    made["dependencies"] = needs(product, python)
    of_product = next(entry for entry in made["dependencies"] if entry["ref"] == product)
    of_product["dependsOn"] += [part["bom-ref"] for part in npm]
    return json.dumps(made, indent=2, sort_keys=True) + "\n"


def fault_in(text: str) -> object:
    """What the schema of CycloneDX has against it; None when nothing."""
    return make_schemabased_validator(OutputFormat.JSON, SchemaVersion.V1_6).validate_str(text)


def main() -> None:
    text = bill()
    if fault := fault_in(text):
        sys.exit(f"This is no CycloneDX: {fault}")
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(text)
    print(f"Wrote {TARGET.relative_to(ROOT)}.")


if __name__ == "__main__":
    main()
