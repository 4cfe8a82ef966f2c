"""The plan's pages."""

from tracker.plans.views import card, plan, publish, qualify, themes
from tracker.plans.views.shared import bp

__all__ = ["bp", "card", "plan", "publish", "qualify", "themes"]
