"""How often the passage that answers is found, by Caiwen's ways of searching and by two plain ones: see ``__main__``."""
