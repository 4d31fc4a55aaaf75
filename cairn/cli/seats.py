"""Seats of the silent: notice, the strike after it, and the word that keeps one."""

from cairn.cli.command import Stage, confirm
from cairn.governance import notices
from cairn.governance.motions import all_motions
from cairn.governance.notices import Notice
from cairn.governance.roll import Roll, Term
from cairn.governance.silence import Silence, silence_of
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed
from cairn.say.times import moment_of


def strike(stage: Stage, roll: Roll, member: str, account, yes: bool) -> None:
    """Give a silent member notice; once that is over, strike it off."""
    term = _seat_of(roll, member)
    notice, now = notices.notice_of(stage.suite, member), stage.suite.node.now
    if notice and not notice.is_over(now):
        raise CairnError(
            f"{member} is under notice until {moment_of(notice.until)}, and keeps its seat by one "
            "word or ballot until it is struck: strike it off after that"
        )
    silence = silence_of(stage.suite, all_motions(stage.suite, stage.since), term)
    if not silence.is_proven:
        raise CairnError(f"{member} cannot be struck off: it {silence.why_not}")
    signer = stage.account(account, "educator")
    if notice:
        _strike(stage, roll, term, silence, signer, yes)
    else:
        _give_notice(stage, term, silence, signer, yes)


def _seat_of(roll: Roll, member: str) -> Term:
    term = next((term for term in roll.members if term.account == member), None)
    if term is None:
        raise CairnError(f"{member} is not a member: {as_typed('members')} shows who is")
    return term


def _give_notice(stage: Stage, term: Term, silence: Silence, signer, yes: bool) -> None:
    token, member = stage.suite.educators, term.account
    token.give_notice.call(member, silence.proof, sender=signer)
    stage.say(f"{member} has missed the last {silence.missed} votes, and is given notice.")
    stage.say(f"It keeps seat {term.number} by one word ({as_typed('members --keep')}) or ballot;")
    stage.say("after fourteen days without either anybody can strike it off.")
    confirm(stage, yes)
    token.give_notice(member, silence.proof, sender=signer)
    notice = notices.notice_of(stage.suite, member)
    if notice:
        stage.say(
            f"{member} is under notice until {moment_of(notice.until)}. "
            f"{as_typed('members --strike')} takes the seat after that, up to "
            f"{moment_of(notice.strike_until)}."
        )


def _strike(stage: Stage, roll: Roll, term: Term, silence: Silence, signer, yes: bool) -> None:
    token, member = stage.suite.educators, term.account
    next_at = notices.next_strike_at(roll, stage.suite.node.now)
    if next_at > stage.suite.node.now:
        raise CairnError(
            "a quarter of the members were struck within sixty days: the next one can be from "
            f"{moment_of(next_at)} on"
        )
    token.strike.call(member, silence.proof, sender=signer)
    stage.say(f"{member} has missed the last {silence.missed} votes, and loses seat {term.number}.")
    stage.say("Ballots already cast stay. It comes back only by a vote.")
    confirm(stage, yes)
    token.strike(member, silence.proof, sender=signer)
    stage.say(f"{member} is struck off: {len(roll.members) - 1} members are left.")


def keep(stage: Stage, roll: Roll, sign: str | None, account, yes: bool) -> None:
    """Keep one's own seat, in person or by a file that somebody else posts."""
    signer = stage.account(account, "educator")
    member = str(signer.address)
    term, notice = _seat_of(roll, member), notices.notice_of(stage.suite, member)
    if notice is None:
        raise CairnError(f"{member} is under no notice: seat {term.number} is safe as it is")
    stage.say(f"{member} keeps seat {term.number}: it takes eight more missed votes for a notice.")
    if sign:
        _sign(stage, term, notice, signer, sign, yes)
        return
    confirm(stage, yes)
    stage.suite.educators.keep_seat(sender=signer)
    stage.say(f"The notice is over; {member} is a member as before.")


def _sign(stage: Stage, term: Term, notice: Notice, signer, path: str, yes: bool) -> None:
    stage.say("Whoever has this file can end this notice with it, once, and do nothing else.")
    confirm(stage, yes, "Sign?")
    file = notices.sign(stage.suite, term, notice, signer, path)
    stage.say(f"{term.account} has signed. The file is {file}; nothing was sent.")


def post(stage: Stage, file: str, account, yes: bool) -> None:
    """Send what a member has signed to keep its seat."""
    word = notices.read(stage.suite, file)
    payer = stage.account(account, "educator")
    told = word.member, word.signature
    stage.suite.educators.keep_seat_by_signature.call(*told, sender=payer)
    stage.say(f"{word.member} keeps its seat against the notice until {moment_of(word.until)}.")
    confirm(stage, yes)
    stage.suite.educators.keep_seat_by_signature(*told, sender=payer)
    stage.say(f"The notice is over; {word.member} is a member as before.")
