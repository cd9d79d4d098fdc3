from .base_model import BaseModel


class BulkGrantPreview(BaseModel):
    bulk_grant_preview: "BulkGrantPreviewBulkGrantPreview"


class BulkGrantPreviewBulkGrantPreview(BaseModel):
    users: int
    tokens: int


BulkGrantPreview.model_rebuild()
