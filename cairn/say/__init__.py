"""Words: texts as they are shown, errors, days and times."""
