"""Two thin actors: `react` runs handlers, `perform` an effect on the outside. Both take ids only."""

from collections.abc import Sequence
from uuid import UUID

import dramatiq

from workers.road import Road


class Actors:
    """The actors on one broker; also the queue the relay sends to."""

    def __init__(self, broker: dramatiq.Broker, road: Road) -> None:
        def run(*delivery_ids: str) -> None:
            road.run(*map(UUID, delivery_ids))

        self.broker = broker
        self.react = dramatiq.actor(broker=broker, actor_name="react", queue_name="react")(run)
        self.perform = dramatiq.actor(broker=broker, actor_name="perform", queue_name="perform")(run)

    def send(self, delivery_ids: Sequence[UUID], *, effect: bool) -> None:
        """Put some ids on their queue, as one message."""
        actor = self.perform if effect else self.react
        self.broker.enqueue(actor.message(*map(str, delivery_ids)))
