"""The manifests of docs/beheer/kubernetes: valid, unprivileged, and the same as Compose."""

import re
import tomllib

import kubernetes_validate
import pytest

from tests.leergang.manifests import (
    EVERYONE,
    FOLDER,
    GUIDE,
    LIVING,
    container,
    every_container,
    host,
    kustomization,
    pod,
    read,
    settings_of_cluster,
    the,
    workload,
)
from tests.test_ground import compose, settings_read
from tests.tree import ROOT

# The oldest that knows every field we use, and the newest whose schemas we have.
VERSIONS = ("1.30", kubernetes_validate.latest_version())

# -- What a cluster takes ------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_a_cluster_knows_every_field(version):
    for manifests in read().values():
        for manifest in manifests:
            kubernetes_validate.validate(manifest, version, strict=True)


def misspell(manifest: dict) -> None:
    spec = manifest["spec"]["template"]["spec"]
    spec["automountServiceAccountTokens"] = spec.pop("automountServiceAccountToken")


def write_a_word_for_a_number(manifest: dict) -> None:
    manifest["spec"]["replicas"] = "two"


def forget_the_selector(manifest: dict) -> None:
    del manifest["spec"]["selector"]


@pytest.mark.parametrize("spoil", [misspell, write_a_word_for_a_number, forget_the_selector])
@pytest.mark.parametrize("version", VERSIONS)
def test_a_spoilt_manifest_is_refused(spoil, version):
    manifest = workload("web")
    spoil(manifest)

    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(manifest, version, strict=True)


def test_kustomize_is_told_of_every_file_and_of_no_other():
    assert kustomization()["resources"] == sorted(read())
    assert all(path.suffix == ".yaml" for path in FOLDER.iterdir())


def test_no_namespace_and_no_secret_stands_in_the_manifests():
    manifests = [manifest for several in read().values() for manifest in several]

    assert {"Secret"} & {manifest["kind"] for manifest in manifests} == set()
    assert [m["kind"] for m in manifests if "namespace" in m["metadata"]] == []


def test_the_image_is_the_version_of_this_code():
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    [own] = kustomization()["images"]

    assert {one["image"] for _, one in every_container()} == {f"{own['name']}:{version}"}
    assert own["newTag"] == version
    assert own["name"] == compose()["services"]["web"]["image"]


def test_selectors_find_the_pods_they_are_for():
    labels = {p: workload(p)["spec"]["template"]["metadata"]["labels"] for p in EVERYONE}
    selectors = {
        process: [workload(process)["spec"]["selector"]["matchLabels"]] for process in LIVING
    }
    selectors["web"] += [
        the("Service", "leergang-web")["spec"]["selector"],
        the("PodDisruptionBudget", "leergang-web")["spec"]["selector"]["matchLabels"],
        the("NetworkPolicy", "leergang-web")["spec"]["podSelector"]["matchLabels"],
    ]

    for process, several in selectors.items():
        for selector in several:
            assert [p for p in EVERYONE if selector.items() <= labels[p].items()] == [process]
    everybody = the("NetworkPolicy", "leergang-default")["spec"]["podSelector"]["matchLabels"]
    assert all(everybody.items() <= labels[process].items() for process in EVERYONE)


# -- What a pod may do ---------------------------------------------------------------------


@pytest.mark.parametrize("process", EVERYONE)
def test_no_pod_has_more_than_it_needs(process):
    spec = pod(process)

    user, group = map(int, compose()["services"][process]["user"].split(":"))
    assert spec["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": user,
        "runAsGroup": group,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert spec["automountServiceAccountToken"] is False
    assert spec["enableServiceLinks"] is False
    assert all(volume["emptyDir"]["medium"] == "Memory" for volume in spec["volumes"])
    assert all(volume["emptyDir"]["sizeLimit"] for volume in spec["volumes"])


def test_every_container_is_unprivileged_and_bounded():
    for name, one in every_container():
        assert one["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, name
        assert one["resources"].keys() == {"requests", "limits"}, name
        assert all(r.keys() == {"cpu", "memory"} for r in one["resources"].values()), name
        in_compose = {path.partition(":")[0] for path in compose()["services"]["web"]["tmpfs"]}
        # Docker gives each container a /dev/shm by itself.
        assert {m["mountPath"] for m in one["volumeMounts"]} == in_compose | {"/dev/shm"}, name


def test_only_the_web_lets_somebody_in_and_only_from_the_ingress():
    default, web = (the("NetworkPolicy", f"leergang-{name}")["spec"] for name in ("default", "web"))

    assert set(default["policyTypes"]) == {"Ingress", "Egress"}
    assert default["ingress"] == []
    [door] = web["ingress"]
    assert [source.keys() for source in door["from"]] == [{"namespaceSelector"}]
    assert door["ports"] == [{"protocol": "TCP", "port": 8000}]
    assert container("web")["ports"] == [{"name": "http", "containerPort": 8000}]


# -- Whether it lives ----------------------------------------------------------------------


@pytest.mark.parametrize("process", LIVING)
def test_every_container_that_stays_is_asked_whether_it_lives(process):
    # Only who serves pages is sent visitors, or not.
    readiness = {"readinessProbe"} if process == "web" else set()
    expected = {"startupProbe", "livenessProbe"} | readiness

    assert {key for key in container(process) if key.endswith("Probe")} == expected


@pytest.mark.parametrize("process", ["worker", "beat"])
def test_worker_and_beat_are_asked_what_compose_asks(process):
    asked = compose()["services"][process]["healthcheck"]

    for probe in ("startupProbe", "livenessProbe"):
        asks = container(process)[probe]
        assert asks["exec"]["command"] == asked["test"][1:]
        assert f"{asks['timeoutSeconds']}s" == asked["timeout"]
    lives, starts = container(process)["livenessProbe"], container(process)["startupProbe"]
    assert f"{lives['periodSeconds']}s" == asked["interval"]
    assert lives["failureThreshold"] >= asked["retries"]
    start_period = int(asked["start_period"].removesuffix("s"))
    assert starts["periodSeconds"] * starts["failureThreshold"] >= start_period


@pytest.fixture
def in_the_cluster(settings):
    """What leergang/settings.py makes of BASE_URL there."""
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = [host()], True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.django_db
@pytest.mark.parametrize("probe", ["startupProbe", "livenessProbe", "readinessProbe"])
def test_the_web_answers_exactly_what_a_probe_asks(client, in_the_cluster, probe):
    asks = container("web")[probe]["httpGet"]
    headers = {header["name"]: header["value"] for header in asks["httpHeaders"]}

    answer = client.get(asks["path"], headers=headers, SERVER_NAME="10.42.0.17")
    without = client.get(asks["path"], SERVER_NAME="10.42.0.17")
    page = client.get("/", headers=headers, SERVER_NAME="10.42.0.17")

    # A probe is content with a redirect to another host: only 200 says something.
    assert (answer.status_code, without.status_code, page.status_code) == (200, 400, 301)


def test_a_pod_gets_the_time_to_end_what_it_began():
    grace = f"{pod('worker')['terminationGracePeriodSeconds']}s"
    pause = container("web")["lifecycle"]["preStop"]["sleep"]["seconds"]
    [graceful] = re.findall(r"--graceful-timeout=(\d+)", (ROOT / "Dockerfile").read_text())

    assert grace == compose()["services"]["worker"]["stop_grace_period"]
    assert pod("web")["terminationGracePeriodSeconds"] >= pause + int(graceful) + 5


# -- The same as Compose -------------------------------------------------------------------


@pytest.mark.parametrize("process", EVERYONE)
def test_each_does_what_compose_has_it_do(process):
    assert "command" not in container(process)
    assert container(process).get("args") == compose()["services"][process].get("command")


@pytest.mark.parametrize("process", LIVING)
def test_nothing_starts_on_an_old_schema_or_with_lost_keys(process):
    [first] = pod(process)["initContainers"]
    last_of_migrate = container("migrate")["args"][-1].splitlines()[-1]

    assert " ".join(first["args"]) == last_of_migrate == "python manage.py diagnose --voor-start"


def test_there_is_one_scheduler_and_the_others_may_be_several():
    replicas = {process: workload(process)["spec"]["replicas"] for process in LIVING}

    assert replicas == {"web": 2, "worker": 2, "beat": 1}
    assert workload("beat")["spec"]["strategy"] == {"type": "Recreate"}


# -- Settings ------------------------------------------------------------------------------


def secrets_in_the_guide() -> set[str]:
    return set(re.findall(r"^    ([A-Z_]+)=", GUIDE.read_text(), re.MULTILINE))


def test_every_setting_is_either_in_the_settings_or_a_documented_secret():
    assert settings_of_cluster().keys() & secrets_in_the_guide() == set()
    # DEMO runs on one machine and SQLite only.
    assert settings_of_cluster().keys() | secrets_in_the_guide() == settings_read() - {"DEMO"}
    assert all(isinstance(value, str) for value in settings_of_cluster().values())


def test_every_container_gets_settings_and_secrets_and_nothing_else():
    for name, one in every_container():
        assert "env" not in one, name
        assert one["envFrom"] == [
            {"configMapRef": {"name": "leergang-settings"}},
            {"secretRef": {"name": "leergang-secrets"}},
        ], name
    assert "secret generic leergang-secrets" in GUIDE.read_text()


def places_of_the_host() -> list[str]:
    spec = the("Ingress", "leergang")["spec"]
    probes = [container("web")[f"{kind}Probe"] for kind in ("startup", "liveness", "readiness")]
    headers = [header for probe in probes for header in probe["httpGet"]["httpHeaders"]]
    return [spec["rules"][0]["host"], spec["tls"][0]["hosts"][0], *(h["value"] for h in headers)]


def test_the_host_is_that_of_base_url_wherever_it_stands():
    [replacement] = kustomization()["replacements"]
    source = replacement["source"]
    targets = [path for target in replacement["targets"] for path in target["fieldPaths"]]

    assert source["fieldPath"] == "data.BASE_URL"
    parts = settings_of_cluster()["BASE_URL"].split(source["options"]["delimiter"])
    assert parts[source["options"]["index"]] == host()
    assert set(places_of_the_host()) == {host()}
    assert len(targets) == len(places_of_the_host())


def test_the_guide_is_where_an_administrator_looks():
    assert "(kubernetes.md)" in (ROOT / "docs/beheer/omgeving.md").read_text()
