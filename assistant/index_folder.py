"""Where the index is, and whether more is set. Read without the other settings: a command that needs only the index starts without
pydantic-settings."""

import os
from pathlib import Path

from index.errors import SettingsInvalid

DEFAULT_INDEX = Path(".caiwen")
SETTINGS_FILE = Path("caiwen.toml")


def index_folder(given: Path | None) -> Path:
    """The index folder: the option, CAIWEN_INDEX, ``index`` in caiwen.toml, or ``.caiwen`` here. Raises ``SettingsInvalid``."""
    if given is not None:
        return given
    if os.environ.get("CAIWEN_INDEX"):
        return Path(os.environ["CAIWEN_INDEX"])
    stated = _in_file("index")
    return Path(str(stated)) if stated else DEFAULT_INDEX


def says_something_of(setting: str) -> bool:
    """Whether a variable or caiwen.toml has anything for a setting or its parts. Raises ``SettingsInvalid``."""
    variable = f"CAIWEN_{setting.upper()}"
    named = (name.upper() for name, value in os.environ.items() if value)
    return any(name == variable or name.startswith(f"{variable}__") for name in named) or _in_file(setting) is not None


def _in_file(setting: str) -> object:
    import tomllib

    if not SETTINGS_FILE.is_file():
        return None
    try:
        return tomllib.loads(SETTINGS_FILE.read_text(encoding="utf-8")).get(setting)
    except ValueError as error:
        raise SettingsInvalid(f"{SETTINGS_FILE}: {error}. See docs/settings.md") from error
