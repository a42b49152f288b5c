"""Templates of this folder, and addresses for them."""

import copy
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def look_pages(settings) -> None:
    templates = copy.deepcopy(settings.TEMPLATES)
    templates[0]["DIRS"].append(Path(__file__).resolve().parent.parent)
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.huisstijl.urls"
