"""The models that the settings name. Their libraries load here and not before."""

from typing import TYPE_CHECKING

from assistant.settings import BUILT_IN, EmbeddingSettings, RerankerSettings, Settings, WordingSettings

if TYPE_CHECKING:
    from assistant.model_reading import ModelReading
    from assistant.model_wording import ModelWording
    from assistant.search import Search
    from index.embedding import Embedder
    from index.fact_store import FactStore
    from index.reranker import Reranker


def embedder_of(settings: EmbeddingSettings) -> "Embedder":
    """The model of questions and passages. Raises ``ModelMissing``."""
    if settings.model == BUILT_IN:
        from index.embedding import built_in

        return built_in()
    from index.sentence_model import SentenceModel

    return SentenceModel.load(
        settings.model,
        query_prompt=settings.query_prompt,
        passage_prompt=settings.passage_prompt,
        batch_size=settings.batch_size,
        device=settings.device,
    )


def reranker_of(settings: RerankerSettings) -> "Reranker | None":
    """The cross-encoder, or none where none is named. Raises ``ModelMissing``."""
    if settings.model is None:
        return None
    from index.reranker import CrossEncoderModel

    return CrossEncoderModel.load(settings.model, batch_size=settings.batch_size, device=settings.device)


def search_of(store: "FactStore", settings: Settings) -> "Search":
    """The search for passages of an index with the models that are set. Raises ``ModelMissing``."""
    from assistant.search import Search
    from index.passages import Passages

    passages = Passages.open(settings.index, embedder_of(settings.embedding))
    return Search(store, passages, reranker_of(settings.reranker))


def wording_of(settings: WordingSettings) -> "ModelWording | None":
    """What puts answers into a language model's words, or none where it is off. Raises ``ModelMissing``."""
    if not settings.enabled:
        return None
    from assistant.chat_model import ChatModel
    from assistant.model_wording import ModelWording

    return ModelWording(ChatModel.load(settings))


def reading_of(settings: WordingSettings) -> "ModelReading | None":
    """What puts questions into a language model's words, or none where that is off. Raises ``ModelMissing``."""
    if not (settings.enabled and settings.read_questions):
        return None
    from assistant.chat_model import ChatModel
    from assistant.model_reading import ModelReading

    return ModelReading(ChatModel.load(settings))
