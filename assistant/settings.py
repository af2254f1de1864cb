"""Settings, read once at the edge: command line, then CAIWEN_ variables, then caiwen.toml, then defaults."""

from pathlib import Path

DEFAULT_INDEX = Path(".caiwen")


def index_folder(given: Path | None) -> Path:
    """The index folder: the option, CAIWEN_INDEX, ``index`` in caiwen.toml, or ``.caiwen`` here."""
    import os
    import tomllib

    if given is not None:
        return given
    if os.environ.get("CAIWEN_INDEX"):
        return Path(os.environ["CAIWEN_INDEX"])
    settings = Path("caiwen.toml")
    if settings.is_file():
        stated = tomllib.loads(settings.read_text(encoding="utf-8")).get("index")
        if stated:
            return Path(str(stated))
    return DEFAULT_INDEX
