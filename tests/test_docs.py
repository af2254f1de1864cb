"""The documents keep up with the code: every command and every route is named, and both READMEs name the same ones."""

import ast
import contextlib
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")
METHODS = {"get", "post", "put", "patch", "delete", "api_route", "add_api_route", "route", "websocket"}


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def documents() -> str:
    """README.md and every page of docs/, one after the other."""
    pages = sorted((ROOT / "docs").rglob("*.md"))
    return "\n".join([text_of("README.md"), *(page.read_text(encoding="utf-8") for page in pages)])


def command_names(command: object, path: tuple[str, ...] = ()) -> Iterator[str]:
    """`ingest`, or `index rebuild` for a command within a group; hidden ones too."""
    inner: dict[str, object] = getattr(command, "commands", {})
    if not inner and path:
        yield " ".join(path)
    for name, child in inner.items():
        yield from command_names(child, (*path, name))


def commands() -> set[str]:
    from typer.main import get_command

    from assistant.cli import app

    return set(command_names(get_command(app)))


def named_commands(text: str) -> set[str]:
    """First words after `caiwen` in a text: {"ingest", "ask"}."""
    return set(re.findall(r"(?<![\w-])caiwen ([a-z]+(?:-[a-z]+)*)", text))


def routes_of(module: str) -> Iterator[str]:
    """Paths of the routes that a module declares, by decorator or by call, with the prefix of their router."""
    tree = ast.parse(module)
    prefixes: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            for keyword in node.value.keywords:
                if keyword.arg == "prefix" and isinstance(keyword.value, ast.Constant):
                    prefixes |= {
                        name.id: str(keyword.value.value) for name in node.targets if isinstance(name, ast.Name)
                    }
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in METHODS):
            continue
        router = node.func.value
        if isinstance(router, ast.Name) and node.args and isinstance(node.args[0], ast.Constant):
            path = str(node.args[0].value)
            if path.startswith("/"):
                yield prefixes.get(router.id, "") + path


def routes() -> set[str]:
    folder = ROOT / "assistant" / "api"
    modules = sorted(folder.rglob("*.py")) or [ROOT / "assistant" / "api.py"]
    return {route for module in modules for route in routes_of(module.read_text(encoding="utf-8"))}


def test_every_command_is_documented() -> None:
    there = commands()
    assert {"ingest", "ask"} <= there
    missing = sorted(name for name in there if f"caiwen {name}" not in documents())
    assert not missing, f"commands that neither README.md nor docs/ names: {missing}"


def test_every_route_is_documented() -> None:
    there = routes()
    assert "/v1/ask" in there
    missing = sorted(route for route in there if route not in documents())
    assert not missing, f"routes that neither README.md nor docs/ names: {missing}"


def settings() -> dict[str, object]:
    """Each setting with its default: {"embedding.batch_size": 32}."""
    from pydantic import BaseModel

    from assistant.settings import Settings

    found: dict[str, object] = {}
    for name, field in Settings.model_fields.items():
        if isinstance(field.default, BaseModel):
            found |= {f"{name}.{key}": inner.default for key, inner in type(field.default).model_fields.items()}
        else:
            found[name] = field.default
    return found


def test_every_setting_is_listed_with_its_variable_and_default() -> None:
    rows = [[cell.strip(" `") for cell in line.split("|")[1:4]] for line in text_of("docs/settings.md").splitlines()]
    listed = {row[0]: (row[1], row[2]) for row in rows if len(row) == 3 and row[1].startswith("CAIWEN_")}
    there = settings()
    assert {"index", "embedding.model", "reranker.device"} <= set(there)
    assert set(listed) == set(there)
    for name, default in there.items():
        variable, told = listed[name]
        assert variable == f"CAIWEN_{name.upper().replace('.', '__')}"
        words = {"none", "the model's own", "the provider's own", "the best there is"}
        written = json.dumps(default) if isinstance(default, tuple) else str(default)
        assert told in {written, written.lower()} or (default in (None, ()) and told in words)


@pytest.mark.integration
def test_the_example_of_the_retriever_prints_what_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.build import ingest

    page = text_of("docs/passages.md")
    code = page.split("```python\n")[1].split("```")[0]
    told = page.split("this prints:\n\n```\n")[1].split("```")[0]
    ingest([ROOT / "eval" / "corpus"], tmp_path)
    monkeypatch.setenv("CAIWEN_INDEX", str(tmp_path))
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, "docs/passages.md", "exec"), {})
    assert out.getvalue() == told


@pytest.mark.parametrize("name", READMES)
def test_readme_names_only_commands_that_exist(name: str) -> None:
    assert named_commands(text_of(name)) <= {command.split()[0] for command in commands()}


def test_both_readmes_name_the_same_commands() -> None:
    english, chinese = (text_of(name) for name in READMES)
    assert named_commands(english) == named_commands(chinese)
    assert set(re.findall(r"\bmake ([a-z]+)", english)) == set(re.findall(r"\bmake ([a-z]+)", chinese))


def test_both_readmes_have_the_same_chapters() -> None:
    english, chinese = (
        [line.split(" ")[0] for line in text_of(name).splitlines() if re.match(r"#+ ", line)] for name in READMES
    )
    assert english == chinese


@pytest.mark.parametrize("name", READMES)
def test_links_in_readme_lead_somewhere(name: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text_of(name))
    missing = [target for target in targets if not (ROOT / target).exists()]
    assert targets
    assert not missing, f"{name} links to {missing}"


def test_a_route_is_seen_in_either_form() -> None:
    module = 'r = APIRouter(prefix="/v1")\n@r.get("/facts")\ndef facts(): ...\napp.add_api_route("/healthz", health)\n'
    assert sorted(routes_of(module)) == ["/healthz", "/v1/facts"]
