"""Two thin actors: `react` runs a handler, `perform` an effect on the outside. Both take an id only."""

from uuid import UUID

import dramatiq

from workers.road import Road


class Actors:
    """The actors on one broker; also the queue the relay sends to."""

    def __init__(self, broker: dramatiq.Broker, road: Road) -> None:
        def run(delivery_id: str) -> None:
            road.run(UUID(delivery_id))

        self.broker = broker
        self.react = dramatiq.actor(broker=broker, actor_name="react", queue_name="react")(run)
        self.perform = dramatiq.actor(broker=broker, actor_name="perform", queue_name="perform")(run)

    def send(self, delivery_id: UUID, *, effect: bool) -> None:
        """Put one id on its queue."""
        actor = self.perform if effect else self.react
        self.broker.enqueue(actor.message(str(delivery_id)))
