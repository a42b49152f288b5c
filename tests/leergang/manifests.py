"""The manifests of docs/beheer/kubernetes, as the tests ask for their parts."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from urllib.parse import urlsplit

import yaml

from tests.tree import ROOT

FOLDER = ROOT / "docs/beheer/kubernetes"
GUIDE = ROOT / "docs/beheer/kubernetes.md"
LIVING = ("web", "worker", "beat")
EVERYONE = (*LIVING, "migrate")


@cache
def read() -> dict[str, list[dict]]:
    """The objects in each file; kustomization.yaml is none that a cluster keeps."""
    manifests = (path for path in FOLDER.glob("*.yaml") if path.name != "kustomization.yaml")
    return {path.name: list(yaml.safe_load_all(path.read_text())) for path in manifests}


def kustomization() -> dict:
    return yaml.safe_load((FOLDER / "kustomization.yaml").read_text())


def the(kind: str, name: str) -> dict:
    [found] = [
        manifest
        for manifests in read().values()
        for manifest in manifests
        if (manifest["kind"], manifest["metadata"]["name"]) == (kind, name)
    ]
    return deepcopy(found)


def workload(process: str) -> dict:
    return the("Job" if process == "migrate" else "Deployment", f"leergang-{process}")


def pod(process: str) -> dict:
    return workload(process)["spec"]["template"]["spec"]


def container(process: str) -> dict:
    [only] = pod(process)["containers"]
    return only


def every_container() -> Iterator[tuple[str, dict]]:
    for process in EVERYONE:
        for one in (*pod(process).get("initContainers", []), *pod(process)["containers"]):
            yield f"{process}/{one['name']}", one


def settings_of_cluster() -> dict[str, str]:
    return the("ConfigMap", "leergang-settings")["data"]


def host() -> str:
    return urlsplit(settings_of_cluster()["BASE_URL"]).hostname or ""
