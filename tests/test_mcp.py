"""The tools of the Model Context Protocol, called by the official client over HTTP and over standard input and output."""

import json
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import httpx2
import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from assistant.api.keys import Keys
from assistant.api.service_store import ServiceStore
from index.build import ingest_upload
from tests.asking import library
from tests.serving import fetch, serving

pytestmark = [pytest.mark.integration]
DISCLOSURE = """
蔚县人民政府办公室2022年部门预算信息公开
四、“三公”经费预算情况
2022年“三公”经费预算8万元，其中：公务接待费3万元，公务用车运行维护费5万元。
"""
QUESTION = "蔚县政府办2022年三公经费预算是多少"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mcp")
    library(folder, DISCLOSURE)
    return folder


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    from assistant.assistant import Assistant

    with serving(Assistant.open(folder / "index"), folder) as address:
        yield address


async def test_the_tools_over_http(address: str) -> None:
    async with Client(f"{address}/mcp") as client:
        tools = (await client.list_tools()).tools
        assert [tool.name for tool in tools] == ["ask", "find_facts", "list_documents", "read_passage"]
        assert all(tool.annotations is not None and tool.annotations.read_only_hint for tool in tools)
        answer = (await client.call_tool("ask", {"question": QUESTION})).structured_content
        assert answer is not None
        assert answer["text"] == "蔚县人民政府办公室2022年“三公”经费预算为8万元。[1]"
        (cited,) = answer["citations"]
        place = {key: cited[key] for key in ("document_id", "start", "end")}
        passage = (await client.call_tool("read_passage", place)).structured_content
        assert passage is not None
        assert cited["quote"] in passage["result"]
        facts = (await client.call_tool("find_facts", {"concept": "reception"})).structured_content
        assert facts is not None
        assert [(fact["value"], fact["unit"]) for fact in facts["facts"]] == [("3", "万元")]
        documents = (await client.call_tool("list_documents", {})).structured_content
        assert documents is not None
        assert [each["entity"] for each in documents["result"]] == ["蔚县人民政府办公室"]


@pytest.mark.parametrize(
    ("tool", "given"),
    [
        ("ask", {"question": ""}),
        ("ask", {"question": "三" * 501}),
        ("ask", {"question": QUESTION, "document_ids": ["nothing"]}),
        ("read_passage", {"document_id": "nothing", "start": 0, "end": 1}),
        ("find_facts", {"limit": 1000}),
    ],
)
async def test_what_a_tool_does_not_take(address: str, tool: str, given: dict[str, object]) -> None:
    async with Client(f"{address}/mcp") as client:
        assert (await client.call_tool(tool, given)).is_error


async def test_the_tools_over_standard_input(folder: Path) -> None:
    command = StdioServerParameters(
        command=sys.executable, args=["-m", "assistant.cli", "mcp", "--index", str(folder / "index")]
    )
    async with Client(stdio_client(command)) as client:
        answer = (await client.call_tool("ask", {"question": QUESTION})).structured_content
        assert answer is not None
        assert answer["figures"][0]["value"] == "8"


def test_nobody_holds_a_place_by_listening(address: str) -> None:
    """A GET asks for a stream of messages, of which a server that keeps no session has none: it was held open for good."""
    assert fetch(f"{address}/mcp", headers={"Accept": "text/event-stream"}).status == 405


async def test_errors_repeat_nothing_and_failures_are_written_down(folder: Path) -> None:
    from assistant.assistant import Assistant
    from assistant.contract import Answer

    class Failing(Assistant):
        def ask(self, *given: object, **options: object) -> Answer:
            raise RuntimeError("SECRET")

    log = StringIO()
    with serving(Failing.open(folder / "index"), folder, log=log) as address:
        async with Client(f"{address}/mcp") as client:
            long = await client.call_tool("ask", {"question": "13800138000" * 60})
            failed = await client.call_tool("ask", {"question": QUESTION})
            unknown = await client.call_tool("SECRET", {})
            with pytest.raises(MCPError) as no_prompt:
                await client.get_prompt("SECRET")
            with pytest.raises(MCPError) as no_resource:
                await client.read_resource("file:///SECRET")
    assert [each.text for each in unknown.content] == ["There is no such tool."]
    assert [str(each.value) for each in (no_prompt, no_resource)] == [
        "There is no such prompt.",
        "There is no such resource.",
    ]
    assert (long.is_error, failed.is_error) == (True, True)
    assert [each.text for each in long.content] == ["question: String should have at most 500 characters"]
    assert "SECRET" not in str(failed.content)
    (line,) = [json.loads(line) for line in log.getvalue().splitlines()]
    assert (line["event"], len(line["request_id"])) == ("failed", 32)
    assert "SECRET" in line["exception"]


async def test_a_key_opens_its_collections_to_the_tools(folder: Path, tmp_path: Path) -> None:
    from assistant.assistant import Assistant

    hidden = DISCLOSURE.replace("蔚县", "阳原县")
    ingest_upload("draft.txt", hidden.encode(), tmp_path, collection="draft")
    ingest_upload("public.txt", DISCLOSURE.encode(), tmp_path)
    with serving(Assistant.open(tmp_path), tmp_path) as address:
        key = Keys(ServiceStore(tmp_path)).add("甲", "reader", ["draft"])[1]
        told = {}
        for name, headers in (("nobody", {}), ("key", {"Authorization": f"Bearer {key}"})):
            async with (
                httpx2.AsyncClient(headers=headers) as http,
                Client(streamable_http_client(f"{address}/mcp", http_client=http)) as client,
            ):
                found = (await client.call_tool("list_documents", {})).structured_content
                assert found is not None
                told[name] = [each["entity"] for each in found["result"]]
    assert told == {"nobody": ["蔚县人民政府办公室"], "key": ["阳原县人民政府办公室"]}
