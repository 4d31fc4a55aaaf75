# pragma version 0.4.3
"""
@title aged_credentials
@license AGPL-3.0-only
@notice The credential token itself, with its counters moved on as after a century of use.
"""

from contracts import CredentialToken as credentials
from contracts.modules.credentials import catalogue

uses: catalogue
initializes: credentials
exports: credentials.__interface__


@deploy
def __init__(
    owner: address, curricula: address, pathways: address, status: address, renderer: address
):
    credentials.__init__(owner, curricula, pathways, status, renderer)


@external
def age(curricula: uint256):
    catalogue.curriculum_count = curricula


@external
def age_conferrals(curriculum: uint256, number: uint256):
    word: uint256 = catalogue.words[curriculum]
    catalogue.words[curriculum] = ((word >> 16) << 16) | number
