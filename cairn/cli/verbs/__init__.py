"""One verb a module, each a command `cli`."""
