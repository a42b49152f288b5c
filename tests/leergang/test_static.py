"""How scripts are served in production: by the name of their contents, modules included."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.files import File

from cohorts.presentie.views.offline import MODULES
from leergang.static import ModuleStaticFilesStorage

MODULE = re.compile(r"""import[^;]*?["'](\./[^"']+)["']""")


@pytest.fixture
def storage(tmp_path: Path) -> ModuleStaticFilesStorage:
    """Our own scripts, collected as a start of the platform collects everything."""
    storage = ModuleStaticFilesStorage(location=tmp_path, base_url="/static/")
    paths = {}
    for name in ("presentie.js", "toestel.js", "sw.js"):
        paths[f"js/{name}"] = finders.find(f"js/{name}")
    for path in Path(finders.find("js/presentie/store.js")).parent.iterdir():
        paths[f"js/presentie/{path.name}"] = str(path)
    for name, path in paths.items():
        with Path(path).open("rb") as stream:
            storage.save(name, File(stream))
    collected = {name: (storage, name) for name in paths}
    assert [
        error for *_, error in storage.post_process(collected) if error not in {True, False}
    ] == []
    return storage


def test_a_module_asks_for_its_parts_by_the_name_of_their_contents(storage, tmp_path):
    asked = {}
    for name in ("js/presentie.js", "js/toestel.js", "js/presentie/sender.js"):
        stored = storage.stored_name(name)
        for part in MODULE.findall((tmp_path / stored).read_text()):
            asked[part] = (tmp_path / stored).parent.joinpath(part).is_file()

    assert len(asked) > 10
    assert all(asked.values())
    assert all(re.search(r"\.[0-9a-f]{12}\.js$", part) for part in asked)


def test_the_device_keeps_every_part_that_its_page_loads():
    loaded, to_read = set(), ["js/presentie.js"]
    while to_read:
        name = to_read.pop()
        loaded.add(name)
        source = Path(finders.find(name))
        for part in MODULE.findall(source.read_text()):
            found = (Path(name).parent / part).as_posix()
            if found not in loaded:
                to_read.append(found)

    assert len(loaded) > 8
    assert loaded == {"js/presentie.js", *MODULES}
