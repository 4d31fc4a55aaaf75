# pragma version 0.4.3
"""
@title dao_chamber
@license AGPL-3.0-only
@notice A second chamber of one mind: it returns what it is told to, and if it is hostile, it answers
        every call by burning all gas.
"""


interface Dao:
    def returnProposal(proposal_id: uint256): nonpayable


DAO: immutable(Dao)

is_hostile: bool


@deploy
def __init__(dao: address):
    DAO = Dao(dao)


@external
def turn_hostile():
    self.is_hostile = True


@external
def send_back(proposal_id: uint256):
    extcall DAO.returnProposal(proposal_id)


@external
def send_back_twice(proposal_id: uint256):
    extcall DAO.returnProposal(proposal_id)
    extcall DAO.returnProposal(proposal_id)


@external
@payable
def __default__():
    assert not self.is_hostile, UNREACHABLE
