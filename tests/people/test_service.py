"""Importing into both databases."""

from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import func, select

from tests.people.files import MEMBERS, PEOPLE, UNITS, WHOLE, file
from tests.worlds import World
from tracker.kernel.errors import NotFound
from tracker.kernel.permissions import Role
from tracker.people import queries, service
from tracker.people.models import Grant, Membership, Person, Unit
from tracker.storage.outbox import FactRow
from tracker.storage.unit_of_work import Store

DAY = date(2026, 2, 3)


def taken(store: Store, *lines: str) -> dict[str, int]:
    """Import these lines; what it counted."""
    with store.work() as uow:
        found = service.import_people(uow, file(*lines))
    assert found.refused == []
    return {what: count for what, count in found.counts.items() if count}


def person(store: Store, key: str) -> UUID:
    with store.read() as uow:
        found = queries.by_key(uow.session, key)
    assert found is not None
    return found


def facts(store: Store, name: str) -> list[dict[str, object]]:
    with store.read() as uow:
        return list(
            uow.session.scalars(select(FactRow.payload).where(FactRow.name == name).order_by(FactRow.recorded_at))
        )


def test_everybody_in_the_file_is_there_with_leader_group_and_role(store: Store):
    assert taken(store, *reversed(WHOLE)) == {"added": len(WHOLE)}
    with store.read() as uow:
        anna, bo = queries.by_key(uow.session, "anna"), queries.by_key(uow.session, "bo")
        assert anna is not None
        assert bo is not None
        someone = queries.someone(uow.session, bo)
        assert someone is not None
        assert (someone.name, someone.language, someone.nearest_leader_id) == ("Bo Østergård", "da", anna)
        [group] = queries.groups_of(uow.session, anna, DAY)
        assert (group.name, group.role) == ("Skoleledelsen", "leader")
        assert queries.roles_of(uow.session, anna, DAY) == {Role.TM, Role.MED, Role.L}
        assert queries.roles_of(uow.session, bo, date(2021, 2, 28)) == frozenset()


def test_the_second_time_changes_nothing_and_leaves_no_fact(store: Store):
    taken(store, *WHOLE)
    assert taken(store, *WHOLE) == {"unchanged": len(WHOLE)}
    assert facts(store, "people.imported") == [{"added": len(WHOLE), "changed": 0, "ended": 0}]


def test_what_changed_is_changed_what_ended_is_ended_and_the_rest_stays(store: Store):
    taken(store, *WHOLE)
    bo = person(store, "bo")
    moved = PEOPLE[1].replace("Bo Østergård;anna", "Bo Øster;").replace("Leder", "Skoleleder")
    assert taken(store, moved, MEMBERS[1] + "2026-01-31") == {"changed": 1, "ended": 1}
    with store.read() as uow:
        someone = queries.someone(uow.session, bo)
        assert someone is not None
        assert (someone.name, someone.title, someone.nearest_leader_id) == ("Bo Øster", "Skoleleder", None)
        assert queries.groups_of(uow.session, bo, date(2026, 2, 1)) == []
        assert len(queries.everybody(uow.session)) == 2


def test_two_change_e_mail_addresses_with_each_other(store: Store):
    taken(store, *WHOLE)
    swapped = [PEOPLE[0].replace("anna@", "bo@"), PEOPLE[1].replace("bo@", "anna@")]
    assert taken(store, *swapped) == {"changed": 2}
    with store.read() as uow:
        assert queries.by_email(uow.session, "anna@example.org", DAY) == queries.by_key(uow.session, "bo")


def test_a_long_chain_of_leaders_can_be_taken_from_its_end(store: Store):
    chain = [f"person;p{n};P;{f'p{n - 1}' if n else ''};p{n}@example.org;;;;k;;2020-01-01;" for n in range(1500)]
    assert taken(store, *UNITS, *reversed(chain)) == {"added": 1502}


def test_one_bad_line_and_nothing_of_the_file_is_taken(store: Store):
    with store.work() as uow:
        found = service.import_people(uow, file(*WHOLE, "unit;x;Hus;nobody;;;;;;;;"))
    assert [refusal.line for refusal in found.refused] == [len(WHOLE) + 2]
    with store.read() as uow:
        counts = [uow.session.scalar(select(func.count()).select_from(model)) for model in (Unit, Person, Membership)]
    assert counts == [0, 0, 0]


def test_a_preview_counts_the_same_and_changes_nothing(store: Store):
    with store.read() as uow:
        assert service.preview(uow, file()).counts == {"added": len(WHOLE)}
    with store.read() as uow:
        assert queries.everybody(uow.session) == []


@pytest.mark.parametrize("who", ["tm", "head", "sa", "med"])
def test_only_hr_may_import(world: World, who: str):
    with world.acting(who) as uow, pytest.raises(NotFound):
        service.import_people(uow, file())
    with world.acting("hr") as uow:
        assert service.import_people(uow, file(*UNITS)).refused


def test_the_first_role_is_granted_once_and_leaves_its_fact(store: Store):
    for _ in range(2):
        with store.work() as uow:
            service.found(uow, "Prøvekommune")
            service.grant(uow, service.enrol(uow, "Anna@example.org", "Anna Ås"), Role.HR)
    with store.read() as uow:
        anna = queries.by_email(uow.session, "anna@example.org", uow.today)
        assert anna is not None
        assert queries.roles_of(uow.session, anna, uow.today) == {Role.HR}
        assert queries.organisation(uow.session).name == "Prøvekommune"
        assert uow.session.scalar(select(func.count()).select_from(Grant)) == 1
    assert [fact["role"] for fact in facts(store, "people.role_granted")] == ["HR"]


def test_an_import_takes_over_what_was_there_before_it(store: Store):
    with store.work() as uow:
        service.found(uow, "Prøvekommune")
        first = service.enrol(uow, "anna@example.org", "A. Ås")
        service.grant(uow, first, Role.TM)
    assert taken(store, *WHOLE) == {"changed": 3, "added": len(WHOLE) - 3}
    assert person(store, "anna") == first
    assert taken(store, *WHOLE) == {"unchanged": len(WHOLE)}
