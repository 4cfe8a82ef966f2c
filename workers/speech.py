"""The command line's language: Danish where the terminal's is, English otherwise."""

import os
from collections.abc import Callable, Mapping

from babel.support import Translations

from tracker.settings import Settings
from tracker.web.catalogues import compile_catalogues

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


def speak(environment: Mapping[str, str] = os.environ) -> Callable[[str], str]:
    """What turns a message id into words."""
    chosen = next((environment[name] for name in _VARIABLES if environment.get(name)), "")
    if not chosen.startswith("da"):
        return str
    spare = Settings.from_environment().data_dir / "translations"
    return Translations.load(compile_catalogues(spare), ["da"]).gettext
