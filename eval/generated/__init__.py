"""Question sets generated from an index, with answers computed beside the program: see ``computed`` and ``unanswerable``."""
