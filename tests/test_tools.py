"""Tools for agents: LangChain's own tests of tools, and what a model and a program get from them."""

from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import ToolMessage
from langchain_core.tools import BaseTool
from langchain_tests.integration_tests import ToolsIntegrationTests
from langchain_tests.unit_tests import ToolsUnitTests

from assistant.assistant import Assistant
from assistant.contract import Answer
from assistant.retriever import PassageRetriever
from assistant.settings import Settings
from assistant.tools import ask_tool, find_passages_tool
from tests.asking import library

BODY = """
一、部门职责
负责起草工作报告、领导讲话和其他综合性文稿。
四、“三公”经费预算情况
2022年“三公”经费预算20.4万元。
"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tools")
    library(folder, BODY)
    return folder / "index"


class Ask:
    """The tool `ask` for LangChain's own tests."""

    @pytest.fixture(autouse=True)
    def _over(self, index: Path) -> None:
        self.made = ask_tool(Assistant.open(index))

    @property
    def tool_constructor(self) -> BaseTool:
        return self.made

    @property
    def tool_invoke_params_example(self) -> dict[str, Any]:
        return {"question": "蔚县三公经费是多少"}


class FindPassages(Ask):
    """The tool `find_passages` for LangChain's own tests."""

    @pytest.fixture(autouse=True)
    def _over(self, index: Path) -> None:
        self.made = find_passages_tool(PassageRetriever.open(Settings(index=index)))

    @property
    def tool_invoke_params_example(self) -> dict[str, Any]:
        return {"query": "蔚县政府办谁给领导写稿子"}


class TestAskAsUnit(Ask, ToolsUnitTests): ...


class TestAskCalled(Ask, ToolsIntegrationTests): ...


class TestFindPassagesAsUnit(FindPassages, ToolsUnitTests): ...


class TestFindPassagesCalled(FindPassages, ToolsIntegrationTests): ...


def called(tool: BaseTool, **arguments: str) -> ToolMessage:
    """What comes back when a model calls a tool."""
    message = tool.invoke({"name": tool.name, "args": arguments, "id": "1", "type": "tool_call"})
    assert isinstance(message, ToolMessage)
    return message


def test_a_model_reads_the_answer_and_a_program_has_it_whole(index: Path) -> None:
    message = called(ask_tool(Assistant.open(index)), question="蔚县三公经费是多少")
    assert message.content == "蔚县人民政府办公室2022年“三公”经费预算为20.4万元。[1]"
    assert isinstance(message.artifact, Answer)
    assert message.artifact.figures[0].printed == "20.4万元"
    assert message.artifact.citations[0].quote in BODY


def test_a_declined_question_is_told_as_one(index: Path) -> None:
    message = called(ask_tool(Assistant.open(index)), question="涿州市政府办三公经费是多少")
    assert message.status == "success"
    assert (message.artifact.status, message.artifact.figures) == ("not_found", [])
    assert message.content == message.artifact.text


def test_a_model_reads_passages_with_their_documents(index: Path) -> None:
    message = called(find_passages_tool(PassageRetriever.open(Settings(index=index))), query="蔚县谁给领导写稿子")
    first = str(message.content).split("\n\n")[0]
    assert first.startswith("蔚县人民政府办公室2022年部门预算信息公开情况说明 (0.txt)\n一、部门职责")
    assert message.artifact[0].metadata["entity"] == "蔚县人民政府办公室"


def test_what_a_model_is_told_of_the_tools(index: Path) -> None:
    ask = ask_tool(Assistant.open(index))
    assert ask.name == "ask"
    assert "Answer a question about Chinese local-government budget disclosures" in ask.description
    assert ask.args["question"]["description"].startswith("The question in plain words")
