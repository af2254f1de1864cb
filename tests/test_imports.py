"""Who may import whom: the contracts of `.importlinter` hold, and every module has a place in them."""

import configparser
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

LINT_IMPORTS = (
    "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True, no_logo=True))"
)


def test_contracts_are_kept() -> None:
    run = subprocess.run(
        [sys.executable, "-c", LINT_IMPORTS], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("package", ["index", "assistant"])
def test_layers_name_no_module_that_is_gone(package: str) -> None:
    """(Brackets) let a module be missing; a place that stays empty would hide a renamed module."""
    contracts = configparser.ConfigParser()
    contracts.read(ROOT / ".importlinter", encoding="utf-8")
    layers = contracts[f"importlinter:contract:{package}"]["layers"]
    named = {word.strip("()") for word in layers.replace("|", " ").replace(":", " ").split()}
    present = {
        path.stem for path in (ROOT / package).iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert named <= present, f"take out of .importlinter: {sorted(named - present)}"
