"""Prompt templates for the optional wording by a language model."""
