"""One thin actor for each urgency, with a queue of its own. It takes deliveries' ids and nothing else."""

from collections.abc import Sequence
from uuid import UUID

import dramatiq

from tracker.kernel.facts import Urgency
from workers.lists import ListBroker
from workers.relay import Parcel
from workers.road import Road

MOST_WAITING = 100
"""messages on a queue; the rest waits in the database, where what is more urgent goes before it"""


class Actors:
    """The actors on one broker; also the queue the relay sends to."""

    def __init__(self, broker: dramatiq.Broker, road: Road) -> None:
        def run(*delivery_ids: str) -> None:
            road.run(*map(UUID, delivery_ids))

        self.broker = broker
        self.by_urgency = {
            urgency: dramatiq.actor(
                broker=broker, actor_name=f"do_{_name(urgency)}", queue_name=_name(urgency), priority=urgency
            )(run)
            for urgency in Urgency
        }

    def takes(self) -> frozenset[int]:
        """The urgencies whose queues are short enough to take more."""
        sizes = self._sizes()
        return frozenset(urgency for urgency in Urgency if sizes[_name(urgency)] < MOST_WAITING)

    def _sizes(self) -> dict[str, int]:
        if isinstance(self.broker, ListBroker):
            return self.broker.sizes()
        return {_name(urgency): self.broker.queues[_name(urgency)].qsize() for urgency in Urgency}

    def send(self, parcels: Sequence[Parcel]) -> None:
        """Put parcels on their queues, a message each."""
        messages = [self.by_urgency[Urgency(one.urgency)].message(*map(str, one.ids)) for one in parcels]
        if isinstance(self.broker, ListBroker):
            self.broker.enqueue_all(messages)
        else:
            for message in messages:
                self.broker.enqueue(message)


def _name(urgency: Urgency) -> str:
    return urgency.name.lower()
