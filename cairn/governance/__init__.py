"""Governance: proposals, votes, members, and what they would change."""
