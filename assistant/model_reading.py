"""A question that was not understood, read by a model: which items it asks for, and what is to be done with them."""

import logging
from dataclasses import dataclass

from pydantic import ValidationError

import prompts
from assistant.chat_model import ChatModel, NoReply
from assistant.filling import Slots
from index.concepts import Concepts

_LOG = logging.getLogger("caiwen.reading")


@dataclass(frozen=True)
class ModelReading:
    """Reads questions into slots."""

    model: ChatModel

    def __call__(self, question: str) -> Slots | None:
        """The slots as the model fills them; whether the question may be answered by them is for others to judge."""
        outcome, slots = "read", None
        try:
            reply = self.model.reply(prompts.load("reading", question=question, items=_items()), as_json=True)
            slots = Slots.model_validate_json(reply)
        except NoReply as none:
            outcome = none.reason
        except ValidationError:
            outcome = "garbage"
        _LOG.info("reading outcome=%s", outcome, extra={"outcome": outcome, "model": self.model.settings.model})
        return slots


def _items() -> str:
    """The names of all budget items but those of classifications, of which there are hundreds."""
    concepts = Concepts.load()
    return "、".join(concepts.name(concept) for concept in concepts.by_id if not concept.isdigit())
