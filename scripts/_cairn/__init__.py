"""What the commands share: the domain, with no click in it."""
