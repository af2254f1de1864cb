"""A question that was not understood, in a model's words: one plain question, or none."""

import logging
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field, ValidationError

import prompts
from assistant.chat_model import ChatModel, NoReply

_LOG = logging.getLogger("caiwen.reading")


class _Read(BaseModel):
    """What the model must reply: this object as JSON and nothing beside it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    question: str = Field(min_length=1, max_length=300)


@dataclass(frozen=True)
class ModelReading:
    """Puts questions into plain words."""

    model: ChatModel

    def __call__(self, question: str) -> str | None:
        """The question as the model understands it; whether it may be asked instead is for others to judge."""
        outcome, read = "read", None
        try:
            reply = self.model.reply(prompts.load("reading", question=question), as_json=True)
            read = " ".join(_Read.model_validate_json(reply).question.split())
        except NoReply as none:
            outcome = none.reason
        except ValidationError:
            outcome = "garbage"
        _LOG.info("reading outcome=%s", outcome, extra={"outcome": outcome, "model": self.model.settings.model})
        return read or None
