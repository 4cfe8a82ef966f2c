"""The pages of escalations: send up, the queue of those who answer, and what belongs together."""

from tracker.escalations.views import answering, sending, together
from tracker.escalations.views.blueprint import bp

__all__ = ["answering", "bp", "sending", "together"]
