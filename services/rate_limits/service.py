"""Who may ask now. `server` asks it before a request is read, when its caller is known, and when its cost is."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import lru_cache
from ipaddress import ip_network
from math import ceil
from typing import NamedTuple

from limits.aio.storage import Storage

from models.ban import Ban
from models.user import Role
from services.admin.actions import AdminActions
from services.clock import Clock
from services.database_errors import database_errors_become
from services.identity.viewer import Viewer
from services.paging import Page, PageRequest
from services.rate_limits.bans import Bans
from services.rate_limits.counters import Counters
from services.rate_limits.errors import BannedError, BansUnavailableError, RateLimitedError
from services.rate_limits.operations import OperationLimits
from services.rate_limits.quota import Quota
from services.rate_limits.shared_store import SharedStore
from services.rate_limits.subject import (
    UNKNOWN_ADDRESS,
    Subject,
    address_subject,
    caller_subject,
    lies_in,
    wider_subject,
)
from services.rate_limits.window import Limit
from settings import Settings

__all__ = ["VIOLATIONS", "VIOLATION_SECONDS", "RateLimits"]

_away_is_unavailable = database_errors_become(BansUnavailableError)

VIOLATIONS = Limit("violations", 4, 600)
"""So many are let pass; the next one is answered with a ban."""
VIOLATION_SECONDS = 10
"""Refusals that follow each other so soon are one violation: a page may send ten requests at once."""
_MOST_VIOLATORS = 10_000
_WIDER_TIMES = 16
"""How many times the limit of an IPv6 /64 its /48 has."""


class _Caller(NamedTuple):
    """Whoever is counted, and whether limits and bans are for it."""

    subject: Subject
    limited: bool = True
    bannable: bool = True
    wider: Subject | None = None
    """A network around it, which may be one customer's as well: it is limited more generously, and never banned."""


class RateLimits:
    """One for a process. Whatever is raised, nothing was taken; and nothing is raised because a store is away."""

    def __init__(self, settings: Settings, clock: Clock, store: Storage) -> None:
        self._clock = clock
        timeout_seconds = settings.rate_limit_store_timeout_ms / 1_000
        self._counters = Counters(SharedStore(store, clock, timeout_seconds=timeout_seconds), clock)
        self._bans = Bans(AdminActions(clock), clock)
        self._operations = OperationLimits(settings.rate_limit_operations)
        self._enabled = settings.rate_limit_enabled
        self._cost_of_unit = settings.rate_limit_cost
        self._anonymous = Limit.of("anonymous", settings.rate_limit_anonymous)
        self._with_token = Limit.of("address", settings.rate_limit_address)
        self._connections = Limit.of("connections", settings.rate_limit_connections)
        self._user = Limit.of("user", settings.rate_limit_user)
        self._guest = Limit.of("guest", settings.rate_limit_guest)
        self._api_key = Limit.of("api_key", settings.rate_limit_api_key)
        self._exempt = tuple(ip_network(each) for each in settings.rate_limit_exempt)
        self._proxies = tuple(ip_network(each) for each in settings.trusted_proxies)
        self._at = lru_cache(maxsize=10_000)(self._caller_at)
        self._violated_at: OrderedDict[Subject, datetime] = OrderedDict()

    async def admit_request(self, address: str | None, *, anonymous: bool) -> Quota | None:
        """Before anything of a request is read. None where nothing is counted. Raises RateLimitedError, BannedError.

        A ban of an address is for those alone who bring no token: a token that is good names who is to be banned.
        """
        caller = self._at(address)
        if not caller.limited:
            return None
        if anonymous:
            self._check_ban(caller)
        return await self._take(self._anonymous if anonymous else self._with_token, caller)

    async def admit_connection(self, address: str | None) -> None:
        """Before a WebSocket is accepted, which tells later who it is. Raises RateLimitedError."""
        caller = self._at(address)
        if caller.limited:
            await self._take(self._connections, caller)

    def is_banned(self, address: str | None) -> bool:
        """Whether the address has a ban, which who brings a good token does not feel."""
        caller = self._at(address)
        return caller.limited and caller.bannable and self._bans.until(caller.subject) is not None

    async def refused_token(self, address: str | None) -> None:
        """A token was not good, so its call counts as one without. Raises RateLimitedError, BannedError."""
        await self.admit_request(address, anonymous=True)

    async def admit_caller(self, viewer: Viewer) -> Quota | None:
        """When the caller is known, before its operation is read. Raises RateLimitedError, BannedError."""
        caller = self._caller_of(viewer)
        if not caller.limited:
            return None
        self._check_ban(caller)
        return await self._take(self._limit_of(viewer), caller)

    async def admit_operation(
        self,
        viewer: Viewer | None,
        address: str | None,
        *,
        cost: int,
        calls: Mapping[str, int],
        taken: Quota | None = None,
    ) -> Quota | None:
        """When the cost is known, before anything runs. What `admit_request` or `admit_caller` took is part of it.

        That is `taken`, where it is at hand.
        `calls` are the root fields, and how often each is called. Raises RateLimitedError, BannedError.
        """
        place = self._at(address)
        caller = place if viewer is None else self._caller_of(viewer)
        for limit, by_address, units in self._operations.of(calls):
            counted = place if by_address else caller
            if counted.limited:
                self._check_ban(counted)
                await self._take(limit, counted, units)
        if not caller.limited:
            return None
        limit = self._limit_of(viewer)
        beyond_one = min(ceil(cost / self._cost_of_unit), limit.amount) - 1  # the dearest is all of a small limit
        if beyond_one <= 0 and taken is not None:
            return taken
        return await self._take(limit, caller, max(0, beyond_one))

    @_away_is_unavailable
    async def bans(self, request: PageRequest) -> Page[Ban]:
        """Bans that have not ended."""
        return await self._bans.active(request)

    @_away_is_unavailable
    async def lift_ban(self, admin_id: str, which: str) -> str:
        """End a ban, by its id or whose it is, and forget what led to it; gives its id. Raises NotFoundError."""
        ban = await self._bans.lift(admin_id, which)
        subject = Subject(ban.kind, ban.subject)
        self._violated_at.pop(subject, None)
        await self._counters.forget(VIOLATIONS, subject)
        return ban.id

    async def refresh(self) -> None:
        """Hear of bans on other servers. Raises PyMongoError."""
        if self._enabled:
            await self._bans.refresh()

    async def complete(self, limit: int) -> int:
        """Go on with up to `limit` bans that a crash left half lifted; how many. Raises PyMongoError."""
        return await self._bans.complete(limit)

    async def _take(self, limit: Limit, caller: _Caller, units: int = 1) -> Quota:
        quota = await self._counters.take(limit, caller.subject, units)
        if quota.granted:
            await self._take_of_wider(limit, caller, units)
            return quota
        if caller.bannable:
            await self._violated(limit, caller)
        raise RateLimitedError(quota)

    async def _take_of_wider(self, limit: Limit, caller: _Caller, units: int) -> None:
        if caller.wider is None:
            return
        generous = replace(limit, amount=limit.amount * _WIDER_TIMES)
        quota = await self._counters.take(generous, caller.wider, units)
        if not quota.granted:
            raise RateLimitedError(quota)

    async def _violated(self, limit: Limit, caller: _Caller) -> None:
        """Raises BannedError when it was once too often."""
        now = self._clock()
        last = self._violated_at.get(caller.subject)
        if last is not None and now < last + timedelta(seconds=VIOLATION_SECONDS):
            return
        self._violated_at[caller.subject] = now
        self._violated_at.move_to_end(caller.subject)
        if len(self._violated_at) > _MOST_VIOLATORS:
            self._violated_at.popitem(last=False)
        if not (await self._counters.take(VIOLATIONS, caller.subject)).granted:
            await self._bans.ban(caller.subject, limit.name)
            await self._counters.forget(VIOLATIONS, caller.subject)
            self._check_ban(caller)

    def _check_ban(self, caller: _Caller) -> None:
        until = self._bans.until(caller.subject)
        if until is not None and caller.bannable:
            raise BannedError(max(1, ceil((until - self._clock()).total_seconds())))

    def _limit_of(self, viewer: Viewer | None) -> Limit:
        if viewer is None:
            return self._anonymous
        if viewer.scopes is not None:
            return self._api_key
        return self._guest if viewer.role is Role.GUEST else self._user

    def _caller_of(self, viewer: Viewer) -> _Caller:
        """Admins are limited and never banned, since they lift bans."""
        return _Caller(caller_subject(viewer), limited=self._enabled, bannable=viewer.role is not Role.ADMIN)

    def _caller_at(self, address: str | None) -> _Caller:
        """A trusted proxy is never banned: all its callers would be."""
        subject = address_subject(address)
        limited = self._enabled and not lies_in(address, self._exempt)
        bannable = subject != UNKNOWN_ADDRESS and not lies_in(address, self._proxies)
        return _Caller(subject, limited, bannable, wider_subject(address))
