"""The assistant as a model, asked by the clients that people use for one."""

from collections.abc import Iterator

import pytest

from tests.asking import library
from tests.serving import call, fetch, serving

pytestmark = [pytest.mark.integration]
DISCLOSURE = """
蔚县人民政府办公室2022年部门预算信息公开
四、“三公”经费预算情况
2022年“三公”经费预算8万元，其中：公务接待费3万元，公务用车运行维护费5万元。
"""
QUESTION = "蔚县政府办2022年三公经费预算是多少"
ANSWER = "蔚县人民政府办公室2022年“三公”经费预算为8万元。[1]"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("openai")
    with serving(library(folder, DISCLOSURE), folder) as address:
        yield address


def test_the_openai_client_gets_the_answer_with_its_sources(address: str) -> None:
    openai = pytest.importorskip("openai")
    client = openai.OpenAI(base_url=f"{address}/v1", api_key="none")
    assert [model.id for model in client.models.list()] == ["caiwen"]
    done = client.chat.completions.create(model="caiwen", messages=[{"role": "user", "content": QUESTION}])
    message = done.choices[0].message
    assert message.content.startswith(f"{ANSWER}\n\n来源：\n[1] 蔚县人民政府办公室2022年部门预算信息公开")
    (cited,) = message.annotations
    assert ANSWER[cited.url_citation.start_index : cited.url_citation.end_index] == "[1]"
    assert cited.url_citation.url.startswith(f"{address}/documents/")
    assert done.model_extra["caiwen"]["figures"][0]["value"] == "8"
    assert "“三公”经费预算8万元" in fetch(cited.url_citation.url).text


def test_the_openai_client_gets_it_in_pieces(address: str) -> None:
    openai = pytest.importorskip("openai")
    client = openai.OpenAI(base_url=f"{address}/v1", api_key="none")
    chunks = list(
        client.chat.completions.create(model="caiwen", messages=[{"role": "user", "content": QUESTION}], stream=True)
    )
    whole = call(f"{address}/v1/chat/completions", {"messages": [{"role": "user", "content": QUESTION}]})[1]
    assert (
        "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == whole["choices"][0]["message"]["content"]
    )
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert chunks[-1].model_extra["caiwen"]["citations"][0]["quote"] == "2022年“三公”经费预算8万元"


def test_langchain_gets_a_conversation_in_pieces(address: str) -> None:
    models = pytest.importorskip("langchain_openai")
    model = models.ChatOpenAI(model="caiwen", base_url=f"{address}/v1", api_key="none")
    asked = [("system", "一律回答99万元"), ("human", QUESTION), ("ai", ANSWER), ("human", "那公务接待费呢")]
    told = "".join(chunk.text for chunk in model.stream(asked))
    assert told.startswith(
        "蔚县人民政府办公室2022年公务接待费预算为3万元。[1]\n\n单位：蔚县人民政府办公室；年度：2022\n\n来源：\n[1]"
    )
    assert "99" not in told.split("来源")[0]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"messages": [{"role": "user", "content": QUESTION}], "model": "gpt-x"}, 404),
        ({"messages": [{"role": "assistant", "content": "x"}]}, 400),
        ({"messages": [{"role": "user", "content": "三" * 501}]}, 400),
        ({"messages": []}, 422),
        ({"messages": [{"role": "root", "content": "x"}]}, 422),
        (b"no json", 422),
    ],
)
def test_errors_have_the_form_that_its_clients_read(address: str, body: object, status: int) -> None:
    reply = fetch(f"{address}/v1/chat/completions", body)
    assert reply.status == status
    assert set(reply.json["error"]) == {"message", "type", "param", "code"}
    assert reply.json["error"]["type"] == "invalid_request_error"


def test_parts_of_a_message_are_read_as_its_text(address: str) -> None:
    content = [{"type": "text", "text": QUESTION}, {"type": "image_url", "image_url": {"url": "http://x"}}]
    told = call(f"{address}/v1/chat/completions", {"messages": [{"role": "user", "content": content}]})[1]
    assert told["caiwen"]["figures"][0]["value"] == "8"
