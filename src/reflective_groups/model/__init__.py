"""The nouns: frozen values that say what a session is made of and who it is for."""
