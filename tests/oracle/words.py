"""What proposals say: their actions, and texts with every kind of ending."""

from typing import TYPE_CHECKING

from stateful.picks import Pick

from oracle.pair import Content

if TYPE_CHECKING:
    from oracle.story import Story

MARK = b"#proposer=0x"
ACTIONS, CALLDATA, TEXT = 8, 1_024, 4_096  # the most of each that the DAO takes
NO_CODE = "0x" + "c0de" * 10
LETTERS = b"abc 0x#=\xc3\xa9\xff\x00"
MEMBER_ACTS = ("admit", "remove", "withdraw_invitation")
Action = tuple[str, int, bytes]  # target, value, calldata


def content(story: "Story", pick: Pick, sender: str) -> Content:
    """A proposal, mostly one that can be made."""
    actions = [action(story, pick) for _ in range(_count(pick))]
    targets, values, calldatas = ([each[n] for each in actions] for n in range(3))
    if pick.chance(3):
        odd, more = pick.one(((targets, story.target), (values, 0), (calldatas, b"")))
        odd.append(more)
    return Content(targets, values, calldatas, text(story, pick, sender))


def _count(pick: Pick) -> int:
    return pick.one([1] * 12 + [2] * 6 + [3, 4, ACTIONS, ACTIONS, 0, ACTIONS + 1])


def action(story: "Story", pick: Pick) -> Action:
    """One action; most do something, some fail."""
    target = story.theirs.target
    way = pick.number(0, 99)
    if way < 45:
        paid = pick.number(1, 3) if pick.chance(15) else 0
        return target.address, paid, target.encode("set_value", pick.number(0, 999))
    if way < 62:
        who = pick.one(story.people)
        return story.token, 0, story.theirs.token.encode(pick.one(MEMBER_ACTS), who)
    if way < 75:
        return _of_a_member(story, pick)
    if way < 90:
        size = pick.one((0, 0, 0, CALLDATA, CALLDATA + 1))
        data = target.encode("keep", b"kept").ljust(size, b"\0")
        return target.address, int(pick.chance(10)), data
    if way < 94:
        return target.address, 0, target.encode("fail", "target: not today")
    if way < 97:
        return target.address, 0, target.encode("fail_with", pick.one((b"", b"\1\2\3\4")))
    return pick.one((NO_CODE, story.stranger)), 0, b""


def _of_a_member(story: "Story", pick: Pick) -> Action:
    """The member that is a contract votes, or resigns, because a proposal tells it to."""
    governor = story.theirs.governor
    data = governor.encode("castVote", pick.one([0, *story.drafts]), 1)
    if pick.chance(20):
        return (
            story.signer,
            0,
            story.theirs.signer.encode("act", story.token, story.theirs.token.encode("resign")),
        )
    return story.signer, 0, story.theirs.signer.encode("act", governor.address, data)


def text(story: "Story", pick: Pick, sender: str) -> bytes:
    """A text, now and then with an ending that reserves it, or nearly."""
    if pick.chance(2):
        return bytes(pick.one((TEXT, TEXT + 1)))
    body = bytes(pick.one(LETTERS) for _ in range(pick.number(0, 12)))
    return body + (ending(story, pick, sender) if pick.chance(40) else b"")


def ending(story: "Story", pick: Pick, sender: str) -> bytes:
    who = sender if pick.chance(60) else pick.one(story.everyone)
    digits = pick.one((str.lower, str.upper, str.title))(who[2:]).encode()
    if pick.chance(50):
        return MARK + digits
    return _malformed(pick, digits)


def _malformed(pick: Pick, digits: bytes) -> bytes:
    """An ending with one fault in it."""
    at = pick.number(0, 39)
    return pick.one(
        (
            b"",
            MARK,
            MARK + digits[:-1],
            MARK + digits + b"0",
            MARK + digits + pick.one((b" ", b"\n", b"\0", b".")),
            MARK
            + digits[:at]
            + pick.one((b"g", b"G", b"/", b":", b"@", b"`", b"x"))
            + digits[at + 1 :],
            MARK.upper() + digits,
            b"#proposer=0X" + digits,
            b"#proposer=" + digits,
            b"#proposer= 0x" + digits,
            b"proposer=0x" + digits,
            b"#proposer=0x" + b"0x" + digits[2:],
            MARK + digits[:-2] + b"\xc3\xa9",
            MARK + digits + MARK + digits,
            MARK + digits[:at] + MARK + digits,
        )
    )
