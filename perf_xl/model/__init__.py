"""The nouns: amounts, plans, indicators, projects, the department. They know neither sheets nor files."""
