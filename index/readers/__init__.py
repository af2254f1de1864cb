"""Readers: files to source text and blocks. ``reading.read_file`` chooses one by content."""
