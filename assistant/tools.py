"""Tools for agents of LangChain: `ask` answers with figures and their places, `find_passages` gives the passages themselves."""

from langchain_core.prompts import PromptTemplate
from langchain_core.tools import BaseTool, StructuredTool, create_retriever_tool

from assistant.assistant import Assistant
from assistant.contract import Answer
from assistant.retriever import PassageRetriever

_PASSAGE = PromptTemplate.from_template("{title} ({file})\n{page_content}")


def ask_tool(assistant: Assistant) -> BaseTool:
    """The tool `ask`: the answer's text, with the whole ``Answer`` as artifact."""

    def ask(question: str) -> tuple[str, Answer]:
        """Answer a question about Chinese local-government budget disclosures (部门预算公开).

        The answer quotes the printed figure with a citation in brackets, or says why there is none. Name the body and the year
        (馆陶县政府办2021年三公经费预算是多少). Shares, sums, differences, growth, lists and comparisons are calculated exactly:
        do not calculate with its figures, ask again.

        Args:
            question: The question in plain words, Chinese or English.
        """
        answer = assistant.ask(question)
        return answer.text, answer

    return StructuredTool.from_function(ask, parse_docstring=True, response_format="content_and_artifact")


def find_passages_tool(retriever: PassageRetriever) -> BaseTool:
    """The tool `find_passages`: passages with the titles and files of their documents, with the ``Document`` objects as artifact."""
    return create_retriever_tool(
        retriever,
        "find_passages",
        "Find passages of Chinese local-government budget disclosures: duties, goals, measures, reasons, definitions. "
        "Name the body and the year. For figures use `ask`.",
        document_prompt=_PASSAGE,
        response_format="content_and_artifact",
    )
