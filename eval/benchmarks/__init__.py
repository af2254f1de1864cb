"""Measurements: numbers for the reader, no gates."""
