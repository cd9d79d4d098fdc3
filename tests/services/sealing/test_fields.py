"""Every field that holds a sealed secret is one that a rotation of the master key knows."""

from models import ALL
from models.fields import SEALED
from services.sealing.fields import SEALED_FIELDS


def test_every_sealed_field_is_rotated() -> None:
    declared = {
        (model, name) for model in ALL for name, field in model.model_fields.items() if SEALED in field.metadata
    }
    assert {(each.model, each.field) for each in SEALED_FIELDS} == declared
