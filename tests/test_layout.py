"""The tree stays readable: short modules, short functions, telling names, and no binary floats where money is."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("index", "assistant", "prompts", "eval")
MODULE_LINES = 400
FUNCTION_LINES = 60
DRAWERS = {"util", "utils", "helper", "helpers", "common", "misc", "manager", "handler", "processor"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def modules_of(*places: str) -> list[Path]:
    """All Python files of these packages or files, in a fixed order."""
    found: list[Path] = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return found


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def functions_of(tree: ast.AST) -> Iterator[Function]:
    for node in ast.walk(tree):
        if isinstance(node, Function):
            yield node


def float_calls(tree: ast.AST) -> list[int]:
    """Lines on which `float(...)` is called."""
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float"
    ]


MODULES = modules_of(*PACKAGES)
MONEY_MODULES = modules_of("index/amount.py", "assistant")


def test_the_packages_are_found() -> None:
    assert {name_of(module).split("/")[0] for module in MODULES} == set(PACKAGES)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_module_is_short(module: Path) -> None:
    lines = len(module.read_text(encoding="utf-8").splitlines())
    assert lines <= MODULE_LINES, f"{name_of(module)} has {lines} lines, at most {MODULE_LINES}: split it by nouns"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_functions_are_short(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    long = [
        f"{name_of(module)}:{function.lineno} {function.name} has {length} lines, at most {FUNCTION_LINES}"
        for function in functions_of(tree)
        if (length := (function.end_lineno or function.lineno) - function.lineno + 1) > FUNCTION_LINES
    ]
    assert not long, "\n".join(long)


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_name_says_what_is_inside(module: Path) -> None:
    words = {word for part in module.relative_to(ROOT).with_suffix("").parts for word in part.lower().split("_")}
    assert not words & DRAWERS, f"{name_of(module)}: name it after the one noun it is about"


@pytest.mark.parametrize("module", MONEY_MODULES, ids=name_of)
def test_no_float_where_money_is(module: Path) -> None:
    lines = float_calls(ast.parse(module.read_text(encoding="utf-8")))
    assert not lines, f"{name_of(module)}: float( on lines {lines}; numbers are made as Decimal in index/amount.py"


def test_a_float_call_would_be_seen() -> None:
    assert float_calls(ast.parse('"""float(1) in words"""\nrate: float = 1\nx = float("1.2")\n')) == [3]
