"""How the HTTP service bears load, beside a trivial endpoint on the same machine: see ``__main__``."""
