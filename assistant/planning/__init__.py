"""Planning: what a question asks for, told without a language model."""
