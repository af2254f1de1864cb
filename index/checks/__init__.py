"""Checks that turn facts into findings; ``checking`` holds the visible list of them."""

from index.checks.checking import CHECKS, find

__all__ = ["CHECKS", "find"]
