# pragma version 0.4.3
"""
@title dao_target
@license AGPL-3.0-only
@notice What a proposal can run into: a value that changes, failures, and calls back to the DAO.
"""

MAX_CALLDATA: constant(uint256) = 4_096

value: public(uint256)
received: public(uint256)
kept: public(Bytes[1024])
# Whether each call back succeeded, and what it returned or why it failed.
outcomes: public(DynArray[bool, 8])
answers: public(DynArray[Bytes[256], 8])
calls: DynArray[Bytes[MAX_CALLDATA], 8]


@external
@payable
def set_value(new: uint256):
    self.value = new
    self.received += msg.value


@external
def keep(data: Bytes[1024]):
    self.kept = data


@external
def fail(reason: String[96]):
    raise reason


@external
def fail_with(data: Bytes[800]):
    raw_revert(data)


@external
@payable
def act(target: address, data: Bytes[MAX_CALLDATA]):
    """
    @notice Do anything, as a member that is a contract would.
    """
    raw_call(target, data, value=msg.value)


@external
def aim(calls: DynArray[Bytes[MAX_CALLDATA], 8]):
    self.calls = calls


@external
def strike():
    """
    @notice Call back whoever calls, once for each of the calls, and note what comes of it.
    """
    self.value += 1
    for data: Bytes[MAX_CALLDATA] in self.calls:
        self._attempt(msg.sender, data)


@external
def attempt(target: address, data: Bytes[MAX_CALLDATA]):
    """
    @notice Do anything, and note what comes of it.
    """
    self._attempt(target, data)


@internal
def _attempt(target: address, data: Bytes[MAX_CALLDATA]):
    done: bool = False
    answer: Bytes[256] = b""
    done, answer = raw_call(target, data, max_outsize=256, revert_on_failure=False)
    self.outcomes.append(done)
    self.answers.append(answer)
