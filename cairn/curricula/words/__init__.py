"""Words: a rule and the rest of a record as a person says it, and a curriculum file in outline.

Each module is asked for by itself: who tells a record has no file to load.
"""
