"""Usage as a file."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Self, TypeAlias

import strawberry

import models.usage_export as stored
from schema.errors import OperationRefused
from schema.scalars import BigInt
from schema.usage import UsageFilterInput, UsageKind
from services.usage import UsageFilter
from services.usage_export.service import OfferedExport

__all__ = [
    "CancelUsageExportInput",
    "CancelUsageExportResult",
    "ExportAllUsageInput",
    "ExportAllUsageResult",
    "ExportUsageInput",
    "ExportUsageResult",
    "UsageExport",
    "UsageExportCancelled",
    "UsageExportFormat",
    "UsageExportOffered",
    "UsageExportState",
]


@strawberry.enum(description="What the file is.")
class UsageExportFormat(Enum):
    CSV = strawberry.enum_value("csv", description="A table as text, in UTF-8. No cell is a formula.")
    JSONL = strawberry.enum_value("jsonl", description="JSON Lines: an object a line.")
    XLSX = strawberry.enum_value(
        "xlsx", description="A workbook, of as many sheets of 1,048,576 rows as it takes. No cell is a formula."
    )

    def to_model(self) -> stored.UsageExportFormat:
        """The stored form."""
        return stored.UsageExportFormat[self.name]


@strawberry.enum(description="How an export stands.")
class UsageExportState(Enum):
    READY = strawberry.enum_value("ready", description="Nobody has taken it yet.")
    RUNNING = strawberry.enum_value("running", description="It is being sent.")
    DONE = strawberry.enum_value("done", description="It was sent to its end. It may be taken again.")
    CUT = strawberry.enum_value("cut", description="Whoever took it went away before its end. It may be taken again.")
    CANCELLED = strawberry.enum_value("cancelled", description="`cancelUsageExport` ended it.")


@strawberry.type(description="An export of usage, which is made while it is taken. The caller's latest one.")
class UsageExport:
    id: strawberry.ID = strawberry.field(description="Identifier of the export.")
    format: UsageExportFormat = strawberry.field(description="What the file is.")
    state: UsageExportState = strawberry.field(description="How it stands.")
    rows: BigInt = strawberry.field(description="Charges that were sent so far.")
    progress: float = strawberry.field(description="How much was gone through, from 0 to 1. An estimate until DONE.")
    until: datetime = strawberry.field(description="Charges before this moment are in it.")
    asked_at: datetime = strawberry.field(description="When it was asked for.")
    ended_at: datetime | None = strawberry.field(description="When it was last sent, cut or cancelled; else null.")
    url: str | None = strawberry.field(
        description="The file. Whoever has this address may take it, until it expires or the session or API key that "
        "asked ends. Null once it was cancelled."
    )
    expires_at: datetime = strawberry.field(description="When the address stops working; `usageExport` has another.")

    @classmethod
    def of(cls, offered: OfferedExport) -> Self:
        """The GraphQL form of `offered`."""
        row = offered.export
        return cls(
            id=strawberry.ID(row.export_id),
            format=UsageExportFormat[row.format.name],
            state=UsageExportState[row.state.name],
            rows=BigInt(row.rows),
            progress=row.progress,
            until=row.until,
            asked_at=row.asked_at,
            ended_at=row.ended_at,
            url=offered.url,
            expires_at=offered.expires_at,
        )


@strawberry.input(description="Which charges, in which form.")
class ExportUsageInput:
    format: UsageExportFormat = strawberry.field(description="What the file is to be.")
    filter: UsageFilterInput | None = strawberry.field(
        default=None, description="Which charges, as in `usageHistory`; null: all."
    )
    team_id: strawberry.ID | None = strawberry.field(
        default=None, description="A team that the caller is in, whose wallet it is about. Null: the caller's own."
    )


@strawberry.input(description="Whose charges, which, in which form. What is null or absent does not limit.")
class ExportAllUsageInput:
    format: UsageExportFormat = strawberry.field(description="What the file is to be.")
    user_id: strawberry.ID | None = strawberry.field(default=None, description="Whose; null: everybody's, and teams'.")
    from_: datetime | None = strawberry.field(name="from", default=None, description="Charges at this moment or later.")
    to: datetime | None = strawberry.field(default=None, description="Charges before this moment.")
    model_id: strawberry.ID | None = strawberry.field(default=None, description="Charges for this model only.")
    kind: UsageKind | None = strawberry.field(default=None, description="Charges of this kind only.")

    def wanted(self) -> UsageFilter:
        """The service's form."""
        return UsageFilter(
            since=self.from_,
            until=self.to,
            model_id=self.model_id,
            kind=None if self.kind is None else str(self.kind.value),
        )


@strawberry.type(description="It can be taken at its address.")
class UsageExportOffered:
    usage_export: UsageExport = strawberry.field(description="The export.")


@strawberry.input(description="Which export is to be stopped.")
class CancelUsageExportInput:
    export_id: strawberry.ID = strawberry.field(description="The caller's latest export.")


@strawberry.type(description="It is not sent any more.")
class UsageExportCancelled:
    usage_export: UsageExport = strawberry.field(description="The export. One that was sent already stays DONE.")


ExportUsageResult: TypeAlias = Annotated[
    UsageExportOffered | OperationRefused,
    strawberry.union("ExportUsageResult", description="The outcome of `exportUsage`."),
]
ExportAllUsageResult: TypeAlias = Annotated[
    UsageExportOffered | OperationRefused,
    strawberry.union("ExportAllUsageResult", description="The outcome of `exportAllUsage`."),
]
CancelUsageExportResult: TypeAlias = Annotated[
    UsageExportCancelled | OperationRefused,
    strawberry.union("CancelUsageExportResult", description="The outcome of `cancelUsageExport`."),
]
