"""Users as admins find them: listed, searched, sorted. Start at `service.UserList`."""

from services.user_list.filter import UserFilter
from services.user_list.service import UserList
from services.user_list.sorting import UserSort

__all__ = ["UserFilter", "UserList", "UserSort"]
