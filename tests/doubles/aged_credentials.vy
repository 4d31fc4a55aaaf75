# pragma version 0.4.3
"""
@title aged_credentials
@license AGPL-3.0-only
@notice The credential token itself, with its counters moved on as after a century of use.
"""

from contracts import CredentialToken as credentials
from contracts.modules.credentials import classes
from contracts.modules.credentials import conferrals

uses: classes
uses: conferrals
initializes: credentials
exports: credentials.__interface__


@deploy
def __init__(owner: address, registry: address, renderer: address):
    credentials.__init__(owner, registry, renderer)


@external
def age(curricula: uint256):
    classes.curriculum_count = curricula


@external
def age_conferrals(curriculum: uint256, number: uint256):
    conferrals.next_number[curriculum] = number
