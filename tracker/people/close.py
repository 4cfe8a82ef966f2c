"""Who works closely with somebody: the leadership groups one is in, the nearest leader, and those one leads."""

from datetime import date
from uuid import UUID

from sqlalchemy.orm import Session

from tracker.people import nearest
from tracker.people import queries as people
from tracker.people.roles import Someone


def close_to(session: Session, person_id: UUID, day: date) -> list[Someone]:
    """Those people, by name."""
    found = {one.id: one for one in nearest.leaders_under(session, person_id, day)}
    for group in people.groups_of(session, person_id, day):
        found |= {one.id: one for one in people.members(session, group.id, day)}
    myself = people.someone(session, person_id)
    if myself and myself.nearest_leader_id and (above := people.someone(session, myself.nearest_leader_id)):
        found[above.id] = above
    found.pop(person_id, None)
    return sorted(found.values(), key=lambda one: one.name)
