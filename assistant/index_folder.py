"""Where the index is. Read without the other settings: a command that needs only the index starts without pydantic-settings."""

import os
from pathlib import Path

from index.errors import SettingsInvalid

DEFAULT_INDEX = Path(".caiwen")
SETTINGS_FILE = Path("caiwen.toml")


def index_folder(given: Path | None) -> Path:
    """The index folder: the option, CAIWEN_INDEX, ``index`` in caiwen.toml, or ``.caiwen`` here. Raises ``SettingsInvalid``."""
    import tomllib

    if given is not None:
        return given
    if os.environ.get("CAIWEN_INDEX"):
        return Path(os.environ["CAIWEN_INDEX"])
    if SETTINGS_FILE.is_file():
        try:
            stated = tomllib.loads(SETTINGS_FILE.read_text(encoding="utf-8")).get("index")
        except ValueError as error:
            raise SettingsInvalid(f"{SETTINGS_FILE}: {error}. See docs/settings.md") from error
        if stated:
            return Path(str(stated))
    return DEFAULT_INDEX
