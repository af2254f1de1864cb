"""Prompt templates for the optional wording and reading by a language model."""

from prompts.template import PromptInvalid, load, version

__all__ = ["PromptInvalid", "load", "version"]
