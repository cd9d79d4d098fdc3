"""Nothing that is stored is forgotten by exports: every model is in them, or says why not."""

import models
from services.export.left_out import LEFT_OUT
from services.export.sections import MODELS, SECTIONS

SECRETS = {
    "password_hash",
    "token_hash",
    "refresh_hash",
    "family_hash",
    "input_hash",
    "client_key",
    "cancel_key",
    "verify_key",
    "verify_hash",
}


def test_every_model_is_exported_or_says_why_not() -> None:
    exported = {section.model for section in SECTIONS}
    assert exported & LEFT_OUT.keys() == set()
    assert exported | LEFT_OUT.keys() == {model.__name__ for model in models.ALL}


def test_files_have_names_of_their_own() -> None:
    names = [section.file for section in SECTIONS]
    assert len(names) == len(set(names))


def test_every_field_is_there_and_none_is_secret() -> None:
    for section in SECTIONS:
        names = {name.partition(".")[0] for name in section.field_names}
        assert names - MODELS[section.model].model_fields.keys() == set(), section.file
        assert names & SECRETS == set(), section.file
