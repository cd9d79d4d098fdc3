from datetime import datetime
from typing import Optional

from pydantic import Field

from .base_model import BaseModel
from .enums import PaymentMethod


class Overview(BaseModel):
    overview: "OverviewOverview"


class OverviewOverview(BaseModel):
    from_: datetime = Field(alias="from")
    to: datetime
    totals: "OverviewOverviewTotals"
    series: list["OverviewOverviewSeries"]
    providers: list["OverviewOverviewProviders"]
    models: list["OverviewOverviewModels"]
    revenue: list["OverviewOverviewRevenue"]
    payments: list["OverviewOverviewPayments"]
    new_users: int
    active_users: "OverviewOverviewActiveUsers"


class OverviewOverviewTotals(BaseModel):
    requests: int
    succeeded: int
    failed: int
    refused: int
    success_percent: Optional[float]
    input_tokens: int
    output_tokens: int
    cost: int
    provider_cost_nanodollars: int
    priced: int
    margin_nanodollars: int
    compared: int


class OverviewOverviewSeries(BaseModel):
    start: datetime
    new_users: int
    replies: "OverviewOverviewSeriesReplies"


class OverviewOverviewSeriesReplies(BaseModel):
    requests: int
    failed: int


class OverviewOverviewProviders(BaseModel):
    provider: str
    model_id: Optional[str]
    asked: int
    provider_failures: int
    provider_failure_percent: Optional[float]
    totals: "OverviewOverviewProvidersTotals"
    failures: list["OverviewOverviewProvidersFailures"]
    first_token: "OverviewOverviewProvidersFirstToken"
    whole_reply: "OverviewOverviewProvidersWholeReply"


class OverviewOverviewProvidersTotals(BaseModel):
    requests: int
    succeeded: int
    failed: int
    refused: int
    success_percent: Optional[float]
    input_tokens: int
    output_tokens: int
    cost: int
    provider_cost_nanodollars: int
    priced: int
    margin_nanodollars: int
    compared: int


class OverviewOverviewProvidersFailures(BaseModel):
    reason: str
    count: int


class OverviewOverviewProvidersFirstToken(BaseModel):
    p_50_ms: Optional[int]
    p_95_ms: Optional[int]
    p_99_ms: Optional[int]
    measured: int


class OverviewOverviewProvidersWholeReply(BaseModel):
    p_50_ms: Optional[int]
    p_95_ms: Optional[int]
    p_99_ms: Optional[int]
    measured: int


class OverviewOverviewModels(BaseModel):
    provider: str
    model_id: Optional[str]
    asked: int
    provider_failure_percent: Optional[float]
    totals: "OverviewOverviewModelsTotals"
    first_token: "OverviewOverviewModelsFirstToken"
    whole_reply: "OverviewOverviewModelsWholeReply"


class OverviewOverviewModelsTotals(BaseModel):
    requests: int
    cost: int
    provider_cost_nanodollars: int
    margin_nanodollars: int


class OverviewOverviewModelsFirstToken(BaseModel):
    p_50_ms: Optional[int]
    p_95_ms: Optional[int]


class OverviewOverviewModelsWholeReply(BaseModel):
    p_50_ms: Optional[int]
    p_95_ms: Optional[int]


class OverviewOverviewRevenue(BaseModel):
    currency: str
    method: Optional[PaymentMethod]
    sales: int
    gross: "OverviewOverviewRevenueGross"
    tax: "OverviewOverviewRevenueTax"
    refunded: "OverviewOverviewRevenueRefunded"
    lost: "OverviewOverviewRevenueLost"
    disputed: "OverviewOverviewRevenueDisputed"
    net: "OverviewOverviewRevenueNet"


class OverviewOverviewRevenueGross(BaseModel):
    formatted: str


class OverviewOverviewRevenueTax(BaseModel):
    formatted: str


class OverviewOverviewRevenueRefunded(BaseModel):
    formatted: str


class OverviewOverviewRevenueLost(BaseModel):
    formatted: str


class OverviewOverviewRevenueDisputed(BaseModel):
    formatted: str


class OverviewOverviewRevenueNet(BaseModel):
    formatted: str


class OverviewOverviewPayments(BaseModel):
    currency: str
    method: PaymentMethod
    started: int
    succeeded: int
    failed: int
    cancelled: int
    waiting: int
    reasons: list["OverviewOverviewPaymentsReasons"]


class OverviewOverviewPaymentsReasons(BaseModel):
    reason: str
    count: int


class OverviewOverviewActiveUsers(BaseModel):
    day: int
    week: int
    month: int


Overview.model_rebuild()
OverviewOverview.model_rebuild()
OverviewOverviewSeries.model_rebuild()
OverviewOverviewProviders.model_rebuild()
OverviewOverviewModels.model_rebuild()
OverviewOverviewRevenue.model_rebuild()
OverviewOverviewPayments.model_rebuild()
