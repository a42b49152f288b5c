"""The faults that `make mutatie` makes are those that it says it makes."""

import pytest
from cosmic_ray.mutating import mutate_code

from tests.mutation.faults import HOUSE

EXAMPLES = [(kind, example) for kind in HOUSE for example in kind.examples()]


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_an_operator_makes_its_fault(kind, example) -> None:
    made = mutate_code(example.pre_mutation_code, kind(), example.occurrence)
    assert made == example.post_mutation_code
