"""The chain: one deployment of Cairn, its events, its address book, its refusals."""
