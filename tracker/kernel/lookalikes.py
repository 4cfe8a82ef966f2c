"""Names that look alike and are not the same: letters of other alphabets, and those that are hard to tell apart."""

import unicodedata

_TWINS = str.maketrans(
    {"а": "a", "в": "b", "е": "e", "і": "i", "ј": "j", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c"}
    | {"ѕ": "s", "т": "t", "у": "y", "х": "x", "ԁ": "d", "α": "a", "β": "b", "ε": "e", "ι": "i", "κ": "k", "ν": "v"}
    | {"ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "0": "o", "1": "l", "|": "l", "ı": "i", "ł": "l"}
)
_ALPHABETS = {"LATIN", "CYRILLIC", "GREEK"}


def skeleton(text: str) -> str:
    """What a name looks like at a glance: equal for two that are hard to tell apart."""
    known = text if text.isascii() else unicodedata.normalize("NFKC", text)
    plain = known.casefold().translate(_TWINS)
    return "".join(letter for letter in plain.replace("rn", "m") if letter.isalnum())


def mixes_alphabets(text: str) -> bool:
    """Whether a name holds letters of several alphabets."""
    if text.isascii():
        return False
    names = {unicodedata.name(letter, "").split(" ")[0] for letter in text if letter.isalpha()}
    return len(names & _ALPHABETS) > 1
