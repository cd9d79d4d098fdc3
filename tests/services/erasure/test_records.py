"""No collection is forgotten by erasures: each is removed, changed, or kept for a reason."""

import models
from services.erasure.records import CHANGED, DELETED, KEPT, MODELS


def test_every_model_is_removed_changed_or_says_why_not() -> None:
    tables = [set(DELETED), set(CHANGED), set(KEPT)]
    assert set.union(*tables) == {model.__name__ for model in models.ALL}
    assert sum(map(len, tables)) == len(models.ALL)


def test_what_is_removed_is_found_by_a_field_that_is_there() -> None:
    for name, field in DELETED.items():
        assert field == "_id" or field in MODELS[name].model_fields, name
