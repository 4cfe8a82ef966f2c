"""What a tool says to its users: statements, duties and guides, each known by its code."""

from dataclasses import dataclass

from tracker.knowledge.catalogue import Text


@dataclass(frozen=True, slots=True)
class StatementGroup:
    """A part of tool 2's statements: A conditions, B processes, C results."""

    code: str
    title: Text


@dataclass(frozen=True, slots=True)
class Statement:
    """What a leader assesses twice before a round: how well it succeeds, and how important it is.

    `hint` says what L and H mean where that is easy to get the wrong way round.
    """

    code: str
    group: str
    title: Text
    sentence: Text
    hint: Text | None = None


@dataclass(frozen=True, slots=True)
class RoleDuties:
    """What a role is responsible for, in general and with each of the three tools."""

    code: str
    title: Text
    general: Text
    tool1: Text
    tool2: Text
    tool3: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a guide."""

    code: str
    title: Text
    help: Text
    questions: tuple[Text, ...] = ()
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """A short text that helps with one thing, and its entries in order."""

    code: str
    title: Text
    lead: Text
    items: tuple[Item, ...]

    @property
    def minutes(self) -> int:
        """The time the entries take together."""
        return sum(item.minutes or 0 for item in self.items)

    def item(self, code: str) -> Item:
        """The entry with this code; KeyError when there is none."""
        return {item.code: item for item in self.items}[code]
