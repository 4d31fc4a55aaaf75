"""Curricula: from a file to the record that a vote adopts, and from a record to words.

A step uses only those above it; those that share a line do not use one another:

    file, record        the typed curriculum that a text holds; the bytes and gates on chain
    faults, compiler    what is wrong with the former; how it becomes the latter
    check, words        all that is wrong with a file; what rules and files say, as a person says it
"""
