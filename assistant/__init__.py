"""The assistant: a question to a plan, the plan to facts, the facts to an answer with its citations."""
