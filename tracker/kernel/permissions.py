"""Who may do what: the whole table on one screen, and the one question every use case asks it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tracker.kernel.errors import NotFound


class Role(StrEnum):
    """The columns of the table."""

    TM = "TM"  # top management
    HR = "HR"
    GL = "GL"  # leader of the group in question
    L = "L"  # leader, member
    NL = "NL"  # nearest leader
    MED = "MED"  # representative in MED/SU/AMO
    SA = "SA"  # administrator
    F = "F"  # facilitator


# C create · R read · U update · D delete/withdraw · S decide/sign/publish · P progress only · A aggregate of five or more · T propose
# After the colon stands the relation to the object that the action asks for:
# own · grp (held in the group now) · unit (of a unit) · sub (subtree) · addr (addressed to me) · asg (assigned) · party · sent (to hearing) · shown · near · close (works closely with) · ask
_TABLE = """
object           | TM            | HR            | GL                  | L                 | NL                | MED            | SA   | F
plan             | C R S P       | C R U P       | R P                 | R P               | R P C:sub U:sub S:sub | R:shown P R:sent | - | R:asg
theme            | R S T P       | C R U T P     | R T P               | R T P             | R T P C:sub U:sub S:sub | R:shown T P R:sent | - | R:asg
seminar          | C R U T       | C R U T       | R T                 | R T               | R T C:sub U:sub   | R:asg T:asg    | -    | R:asg U:asg
qualification    | R             | C R U D       | R:shown             | R:shown           | R:shown C:sub R:sub U:sub D:sub | R:shown R:sent | - | R:asg U:asg
offer            | R             | C R U D       | R                   | R                 | R C:sub U:sub D:sub | R              | R    | R
hearing          | C R U S P     | C R U P       | -                   | -                 | C:sub R:sub U:sub S:sub | R T P      | -    | -
catalogue        | R             | C R U D       | R                   | R                 | R                 | R              | R    | R
group            | P             | C R U         | R:grp               | R:grp             | R:sub             | P              | -    | R:asg
round            | -             | C P           | C R:grp U:grp S:grp P | R:grp P:grp     | P                 | P              | -    | R:asg U:asg
answers          | -             | -             | A:grp C:own R:own U:own | A:grp C:own R:own U:own | -         | -              | -    | A:asg
card             | -             | P             | C:grp R:grp U:grp S:grp T:grp | R:grp T:grp | P R:shown       | P              | -    | R:asg U:asg T:asg
agreement        | P             | P             | C:grp R:grp U:grp S:grp | R:grp U:own   | P R:party         | P              | -    | R:asg
followup         | P             | P             | R:grp U:grp S:grp   | R:grp R:own U:own | P R:party         | P              | -    | R:asg
escalation       | R:addr S:addr P | R:addr S:addr P | C:grp R:grp D:grp   | R:grp             | R:addr S:addr     | P              | -    | R:asg
group_warning    | A             | R:addr        | R:grp U:grp         | R:grp             | A:sub             | A              | -    | -
person_warning   | C:close       | R:ask S:ask C:close | R:own U:own C:close | R:own U:own C:close | R:shown C:close | -              | -    | -
load             | P             | C:unit R:unit U:unit D:unit P | C:grp R:grp U:grp D:grp P | R:grp P | C:sub R:sub U:sub D:sub R:near P | P | -    | -
contract         | -             | -             | C:own R:own U:own D:own | C:own R:own U:own D:own | -         | -              | -    | -
dialogue         | -             | -             | C:party R:party U:party S:party | C:party R:party U:party S:party | C:party R:party U:party S:party | - | - | -
supervision      | -             | P             | R:grp U:grp S:grp T:grp P | R:grp T:grp      | -                 | -              | -    | R:asg U:asg T:asg
figures          | A             | A             | -                   | -                 | -                 | A              | -    | -
progress         | P             | P             | P                   | P                 | P                 | P              | -    | -
remark           | R U           | R U           | -                   | -                 | -                 | C R            | -    | -
annual           | C R U S       | C R U S       | R:shown             | R:shown           | R:shown           | C R U          | -    | -
wheel            | R             | C R U D       | R                   | R                 | R                 | R              | -    | -
tool             | C:own         | C:own         | C:own               | C:own             | C:own             | C:own          | -    | -
notice           | R:own U:own   | R:own U:own   | R:own U:own         | R:own U:own       | R:own U:own       | R:own U:own    | R:own U:own | R:own U:own
audit            | R:own         | R:own R:acts  | R:own               | R:own             | R:own             | R:own R:acts   | R:technical | R:own R:acts
my_data          | C:own R:own   | C:own R:own   | C:own R:own         | C:own R:own       | C:own R:own       | C:own R:own    | C:own R:own | C:own R:own
keeping          | R             | R U           | -                   | -                 | -                 | -              | R    | -
people           | R S           | C R U         | -                   | R:own             | -                 | R:own          | R:own | -
system           | -             | -             | -                   | -                 | -                 | -              | R U  | -
"""


@dataclass(frozen=True)
class Actor:
    """Who acts: a person with the organisational roles of the hat worn now, nobody in particular, or the system itself.

    The system is background work: it may do what the use case says, and what it tells people is checked against their rights.
    """

    person_id: UUID | None
    roles: frozenset[Role] = frozenset()
    is_system: bool = False

    @property
    def me(self) -> UUID:
        """The person's id; NotFound when nobody is signed in."""
        if self.person_id is None:
            raise NotFound
        return self.person_id


SYSTEM = Actor(None, is_system=True)
ANONYMOUS = Actor(None)


@dataclass(frozen=True)
class Standing:
    """What somebody is to one object: roles held towards it, and relations to it."""

    roles: frozenset[Role]
    relations: frozenset[str] = frozenset()


def _parse(text: str) -> dict[tuple[str, Role], frozenset[str]]:
    head, *rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    columns = [Role(name) for name in head[1:]]
    return {
        (name, column): frozenset(cell.replace("-", "").split())
        for name, *cells in rows
        for column, cell in zip(columns, cells, strict=True)
    }


TABLE = _parse(_TABLE)
OBJECTS = frozenset(name for name, _ in TABLE)


def may(action: str, kind: str, standing: Standing) -> bool:
    """Whether the table grants `action` on an object of `kind` to somebody of this standing. Unknown kinds raise KeyError."""
    if kind not in OBJECTS:
        raise KeyError(kind)
    granted = frozenset[str]().union(*(TABLE[kind, role] for role in standing.roles))
    return action in granted or any(f"{action}:{relation}" in granted for relation in standing.relations)
