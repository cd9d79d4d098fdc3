"""One database for many test modules, emptied between them: that costs a tenth of a new one."""

from typing import Any

from pymongo import MongoClient

import models

__all__ = ["empty"]

_OURS = {model.Settings.name for model in models.ALL}
_MOST_DELETED = 2_000
"""Documents that are removed one by one; a collection with more is dropped, and made again by the next module."""


def empty(uri: str, name: str) -> None:
    """Leave the database as new but for its collections, which `set_up` looks at whenever it makes one ready."""
    with MongoClient[dict[str, Any]](uri) as client:
        database = client[name]
        for each in database.list_collection_names():
            documents = database[each].estimated_document_count()  # exact, but after a crash
            if each in _OURS and documents <= _MOST_DELETED:
                if documents:
                    database[each].delete_many({})
                database.command("planCacheClear", each)  # what was best for other documents
            else:
                database.drop_collection(each)
