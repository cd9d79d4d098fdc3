"""`tokentill create-promo-code`, `update-promo-code` and `promo-codes`, beside a server or without one."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, Any, TypeVar

import typer

from database.setup import Database, set_up
from gateways.from_settings import amount_limits_from_settings
from models.promo_code import PromoCode
from server.command_line import COMMAND_LINE, WRONG_SETTINGS, DataDir, fail, settings_of
from server.on_database import failures_told, on_database, require_database
from services.catalog.catalogs import Catalogs
from services.clock import system_clock
from services.errors import TokentillError
from services.paging import PageRequest
from services.promotions.definition import PromoDefinition, PromoLimits
from services.promotions.service import Promotions
from settings import Settings

__all__ = ["create_promo_code", "promo_codes", "update_promo_code"]

PAGE_ROWS = 100

Result = TypeVar("Result")
Code = Annotated[
    str, typer.Argument(help="The code, in any case: 3 to 32 of A-Z 0-9 _ -, the first a letter or digit.")
]
TotalCap = Annotated[int | None, typer.Option(help="How many payments may have it.")]
PerUserCap = Annotated[int | None, typer.Option(help="How many payments of one user may have it.")]
Starts = Annotated[datetime | None, typer.Option(help="From when it can be used, in UTC.")]
Ends = Annotated[
    datetime | None, typer.Option(help="From when it is expired, in UTC. A new code must end in the future.")
]
Minimum = Annotated[list[str] | None, typer.Option(help="Least cost before the code, such as CNY=2000. Repeatable.")]
Packages = Annotated[list[str] | None, typer.Option(help="A package that it is for; all when none is named.")]


def create_promo_code(
    code: Code,
    percent: Annotated[int | None, typer.Option(help="Whole percent off, 1 to 100.")] = None,
    amount: Annotated[
        list[str] | None, typer.Option(help="Minor units off in a currency, such as CNY=500. Repeatable.")
    ] = None,
    bonus_tokens: Annotated[int | None, typer.Option(help="Tokens that it adds.")] = None,
    total_cap: TotalCap = None,
    per_user_cap: PerUserCap = 1,
    starts_at: Starts = None,
    ends_at: Ends = None,
    minimum: Minimum = None,
    package: Packages = None,
    data_dir: DataDir = None,
) -> None:
    """Make a promo code that gives a percentage, an amount, or tokens."""
    definition = PromoDefinition(
        code=code,
        percent=percent,
        amounts=_by_currency(amount),
        bonus_tokens=bonus_tokens,
        limits=PromoLimits(
            total_cap=total_cap,
            per_user_cap=per_user_cap,
            starts_at=_utc(starts_at),
            ends_at=_utc(ends_at),
            minimum_amounts=_by_currency(minimum),
            package_ids=tuple(package or ()),
        ),
    )
    _print([_run(settings_of(data_dir), lambda promotions: promotions.create(COMMAND_LINE, definition))])


def update_promo_code(
    code: Code,
    total_cap: TotalCap = None,
    per_user_cap: PerUserCap = None,
    starts_at: Starts = None,
    ends_at: Ends = None,
    minimum: Minimum = None,
    package: Packages = None,
    active: Annotated[bool | None, typer.Option(help="Whether it can be used at all.")] = None,
    data_dir: DataDir = None,
) -> None:
    """Change limits of a promo code; what is not named stays. To take a limit away, use `updatePromoCode`."""
    named: dict[str, Any] = {
        "total_cap": total_cap,
        "per_user_cap": per_user_cap,
        "starts_at": _utc(starts_at),
        "ends_at": _utc(ends_at),
        "minimum_amounts": _by_currency(minimum) or None,
        "package_ids": tuple(package) if package else None,
        "active": active,
    }
    changes = {name: value for name, value in named.items() if value is not None}
    _print([_run(settings_of(data_dir), lambda promotions: promotions.update(COMMAND_LINE, code, changes))])


def promo_codes(data_dir: DataDir = None) -> None:
    """List all promo codes."""
    _print(_run(settings_of(data_dir), _all))


async def _all(promotions: Promotions) -> list[PromoCode]:
    codes: list[PromoCode] = []
    has_next = True
    while has_next:
        page = await promotions.page(PageRequest(PAGE_ROWS, codes[-1].code if codes else None))
        codes += page.rows
        has_next = page.has_next
    return codes


def _run(settings: Settings, work: Callable[[Promotions], Awaitable[Result]]) -> Result:
    async def on(database: Database) -> Result:
        await set_up(database)
        catalogs = Catalogs(settings, amount_limits_from_settings(settings), system_clock)
        return await work(Promotions(system_clock, catalogs.package_source))

    with failures_told():
        require_database(settings)
        try:
            return on_database(settings, on)
        except TokentillError as error:
            fail(error.message, WRONG_SETTINGS)


def _by_currency(pairs: list[str] | None) -> dict[str, int]:
    amounts: dict[str, int] = {}
    for pair in pairs or ():
        currency, _, amount = pair.partition("=")
        if not amount.isdecimal():
            fail(f"{pair!r} is no amount in a currency, such as CNY=500", WRONG_SETTINGS)
        amounts[currency] = int(amount)
    return amounts


def _utc(moment: datetime | None) -> datetime | None:
    return None if moment is None else moment.replace(tzinfo=UTC)


def _print(codes: list[PromoCode]) -> None:
    for code in codes:
        typer.echo(
            "\t".join(
                (code.code, _gives(code), f"{code.redeemed} of {code.total_cap or 'any number'}", _standing(code))
            )
        )


def _gives(code: PromoCode) -> str:
    if code.percent:
        return f"{code.percent}% off"
    if code.bonus_tokens:
        return f"{code.bonus_tokens} tokens more"
    return ", ".join(f"{amount} {currency} off" for currency, amount in code.amounts.items())


def _standing(code: PromoCode) -> str:
    if not code.active:
        return "off"
    return f"until {code.ends_at:%Y-%m-%d %H:%M} UTC" if code.ends_at else "on"
