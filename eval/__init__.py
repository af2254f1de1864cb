"""Evaluation: question sets, sample disclosures and what proves them."""
