"""Judges of finished sheets that share no code with the program that made them."""
