"""What an admin sees of the whole business: usage, money, people, and how the models do."""

from services.overview.quarters import Quarters
from services.overview.service import Overview, Overviews

__all__ = ["Overview", "Overviews", "Quarters"]
