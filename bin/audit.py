"""Ask whether a version in the locks is known to be vulnerable: pip-audit, with OSV as its source.

Exit 0: none, or nobody to ask, and then a line says so; 1: there is one; 2: the audit failed.
"""

import json
import subprocess
import sys
import threading
from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

ROOT = Path(__file__).resolve().parent.parent
LOCKS = [str(lock) for lock in sorted(ROOT.glob("requirements*.lock"))]
OSV = "https://api.osv.dev/v1/query"
FIND_OUT_SECONDS, AUDIT_SECONDS = 5, 50
QUESTION = b'{"package": {"name": "django", "ecosystem": "PyPI"}, "version": "5.2"}'


def ask(url: str, answers: list[str]) -> None:
    request = Request(url, QUESTION, {"Content-Type": "application/json"})  # noqa: S310
    try:
        with urlopen(request, timeout=FIND_OUT_SECONDS) as response:  # noqa: S310
            # The sign-in page of a network answers too, but not in JSON.
            known = isinstance(json.load(response), dict)
            answers.append("" if known else "that is no answer of OSV")
    except (OSError, HTTPException, ValueError) as error:
        answers.append(str(error))


def what_keeps_it_away(url: str) -> str:
    """Why the source does not answer; empty when it does."""
    answers: list[str] = []
    # No timeout of a socket bounds the look-up of a name; this thread ends with the process.
    thread = threading.Thread(target=ask, args=(url, answers), daemon=True)
    thread.start()
    thread.join(FIND_OUT_SECONDS)
    return answers[0] if answers else f"no answer in {FIND_OUT_SECONDS} seconds"


def pip_audit(url: str, locks: list[str]) -> subprocess.CompletedProcess[str]:
    options = ["--disable-pip", "--progress-spinner=off", "--desc=off", "--format=json"]
    source = ["--vulnerability-service=osv", f"--osv-url={url}", f"--timeout={FIND_OUT_SECONDS}"]
    command = [sys.executable, "-m", "pip_audit", *options, *source]
    command += [f"--requirement={lock}" for lock in locks]
    return subprocess.run(command, capture_output=True, text=True, timeout=AUDIT_SECONDS)  # noqa: PLW1510


def verdict(url: str, locks: list[str]) -> tuple[int, str]:
    if reason := what_keeps_it_away(url):
        return 0, f"Nobody was asked for vulnerabilities: {url} cannot be reached: {reason}"
    try:
        audit = pip_audit(url, locks)
    except subprocess.TimeoutExpired:
        return (
            0,
            f"Vulnerabilities were not all asked for: {url} took over {AUDIT_SECONDS} seconds.",
        )
    # pip-audit exits with 1 for what it found and for what went wrong, and reports only the first.
    try:
        packages = json.loads(audit.stdout)["dependencies"]
    except ValueError:
        if reason := what_keeps_it_away(url):
            return 0, f"Vulnerabilities were not all asked for: {url} went away: {reason}"
        return 2, f"pip-audit failed, exit {audit.returncode}:\n{audit.stderr[-2000:]}"
    found = [
        f"{package['name']} {package['version']}: {flaw['id']}, better in {flaw['fix_versions']}"
        for package in packages
        for flaw in package.get("vulns", [])
    ]
    if found or audit.returncode:
        return 1, "\n".join(["Known vulnerabilities:", *found])
    return 0, f"No known vulnerability in {len(packages)} packages."


if __name__ == "__main__":
    status, words = verdict(OSV, LOCKS)
    print(words)
    sys.exit(status)
