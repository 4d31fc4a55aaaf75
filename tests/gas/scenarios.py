"""The scenarios of `benchmarks/`: stories that end in the acts they are named for.

Each is measured once, and told by both schedules.
"""

from collections.abc import Callable, Iterator

from rig.cost import Cost

from cairn.chain.suite import DAY
from gas.story import FOR, Story

TEXT = 199 * "x"  # and one character more, to tell two decisions apart
BALLOTS = 20
COMPONENTS = (5, 14, 50, 100, 200)

Gas = Iterator[tuple[str, Cost]]
CHAPTERS: list[Callable[[Story], Gas]] = []


def measure() -> dict[str, Cost]:
    """Tell every chapter on a suite of its own; return scenario -> gas."""
    return {name: gas for chapter in CHAPTERS for name, gas in chapter(Story())}


def chapter(function: Callable[[Story], Gas]) -> Callable[[Story], Gas]:
    CHAPTERS.append(function)
    return function


@chapter
def founding(story: Story) -> Gas:
    """What a school pays before anybody learns: the contracts, and a curriculum."""
    creations = [creation.gas for creation in story.rig.creations]
    yield "deploy", sum(creations)
    yield "deploy_largest_contract", max(creations, key=lambda gas: gas.cancun)
    staged = story.stage(story.deep_record)
    decided = story.decide(story.suite.curricula, "adopt", story.deep_record.hash, voters=10)
    yield "adopt_deep_24_gates", sum(receipt.gas for receipt in [staged, *decided])


@chapter
def learning(story: Story) -> Gas:
    """A curriculum of 30 badges on three sheets, and a second one to enrol in later."""
    learner, other = story.learners[:2]
    badges = story.adopt(story.record(30))
    story.adopt(story.record(5))
    yield "enrol_first", story.enrol(learner).gas
    yield "enrol_later", story.enrol(learner, number=2).gas
    story.enrol(other)
    yield "award_opening_conferral", story.award(badges[0], learner).gas
    yield "award_open_conferral", story.award(badges[0], other).gas
    yield "award_later_sheet_first", story.award(badges[15], learner).gas
    yield "verify_from_contract", _verify(story, learner, badges[0])
    token_id = badges[0] << 160 | int(learner, 16)
    yield "revoke", story.suite.credentials.revoke(token_id, 3, sender=story.issuer).gas
    yield "verify_revoked", _verify(story, learner, badges[0])


@chapter
def a_batch(story: Story) -> Gas:
    """A hundred enrolled learners, and a conferral that the batch opens."""
    badges, learners = story.adopt(story.record(5)), story.learners[:100]
    for learner in learners:
        story.enrol(learner)
    batch = story.award_batch(badges[0], learners)
    assert batch.value == len(learners)
    yield "award_batch_100_each", -(-batch.gas // len(learners))


@chapter
def claiming(story: Story) -> Gas:
    """Composites of one gate, each of a curriculum of its own."""
    for number, count in enumerate(COMPONENTS, start=1):
        opening, later = _claims(story, story.adopt(story.record(count)), number)
        if count == 14:
            yield "claim_opening_conferral", opening
        yield f"claim_{count}", later


@chapter
def claiming_deeply(story: Story) -> Gas:
    """24 badges, 24 gates; `register` is the execution of `adopt` alone, as the DAO calls it."""
    curricula, engine, record = story.suite.curricula, story.rig.engine, story.deep_record
    yield "stage_deep_24_gates", story.stage(record).gas
    before = engine.snapshot()
    adopted = curricula.adopt(record.hash, sender=story.suite.dao.address)
    around = engine.intrinsic_gas(curricula.encode("adopt", record.hash))
    yield "register_deep_24_gates", adopted.gas - around
    engine.revert(before)
    yield "claim_deep_24_gates", _claims(story, story.adopt(record), 1)[1]


@chapter
def governing(story: Story) -> Gas:
    """The action of each decision writes one fresh slot of another contract."""
    educators, candidates = story.suite.educators, story.learners
    first = story.decide(educators, "admit", candidates[0], voters=10, text=f"{TEXT}1")
    yield "vote_first", first[1].gas
    yield "vote_later", first[2].gas
    yield "execute_1_action", first[-1].gas
    yield "admit_educator", educators.accept(sender=candidates[0]).gas
    second = story.decide(educators, "admit", candidates[1], voters=10, text=f"{TEXT}2")
    yield "propose_1_action", second[0].gas
    yield "decision_10_voters", sum(receipt.gas for receipt in second)
    yield "ballots_batch_20_each", _a_batch_of_ballots()


@chapter
def voting_otherwise(story: Story) -> Gas:
    """Ballots changed, cast by a proxy, and a vote that the chamber lengthens."""
    dao, educators, chamber = story.suite.dao, story.suite.educators, story.stranger
    proxy, *principals = story.educators[:4]
    story.decide(dao, "set_chamber", chamber, voters=10)
    for principal in principals:
        educators.name_proxy(proxy, story.rig.now + DAY * 30, sender=principal)
    voted = story.open(story.suite.curricula, "adopt", bytes(32), text=TEXT)
    story.vote(voted, proxy)
    yield "change_vote", dao.changeVote(voted, 0, "", sender=proxy).gas
    by_proxy = dao.castVoteAsProxy(voted, FOR, "", sender=proxy)
    assert by_proxy.value == 3
    yield "vote_as_proxy_3", by_proxy.gas
    yield "return_proposal", dao.returnProposal(voted, sender=chamber).gas


@chapter
def voting_late(story: Story) -> Gas:
    """In the last second, where the third of ten makes the quorum and extends the vote."""
    voted = story.open(story.suite.curricula, "adopt", bytes(32), text=TEXT)
    story.vote(voted, story.educators[0])
    story.rig.now = story.suite.dao.proposalDeadline(voted)
    yield "vote_late", story.vote(voted, story.educators[1]).gas
    turning = story.vote(voted, story.educators[2])
    assert len(turning.events) == 2
    yield "vote_late_turning", turning.gas


@chapter
def leaving_in_silence(story: Story) -> Gas:
    """Eight votes without one of the members, who has notice then; another's key is lost."""
    educators, silent, key = story.suite.educators, story.educators[9], story.stranger
    for learner in story.learners[:7]:
        story.decide(educators, "admit", learner, voters=9)
    story.decide(educators, "replace_key", story.educators[8], key, voters=9)
    story.rig.now += 7 * DAY
    yield "replace_key_accept", educators.accept(sender=key).gas
    proof = story.voted[::-1]
    yield "give_notice_8", educators.give_notice(silent, proof, sender=story.stranger).gas
    before = story.rig.engine.snapshot()
    yield "keep_seat", educators.keep_seat(sender=silent).gas
    story.rig.engine.revert(before)
    story.rig.now += 14 * DAY
    yield "strike_8", educators.strike(silent, proof, sender=story.stranger).gas


def _a_batch_of_ballots() -> Cost:
    """Signed ballots of twenty members, in one transaction of somebody else's."""
    story = Story(educators=BALLOTS)
    voted = story.open(story.suite.educators, "admit", story.learners[0], text=TEXT)
    signed = [story.signed(voted, number) for number in range(BALLOTS)]
    batch = story.suite.dao.castVotesBySig(voted, signed, sender=story.stranger)
    assert batch.value == BALLOTS
    return -(-batch.gas // BALLOTS)


def _claims(story: Story, classes: list[int], number: int) -> tuple[Cost, Cost]:
    """What the first claim of the day costs, and a later one."""
    *badges, composite = classes
    learners = story.learners[:2]
    for learner in learners:
        story.enrol(learner, number)
    for badge in badges:
        story.award_batch(badge, learners)
    opening, later = (story.claim(composite, learner).gas for learner in learners)
    return opening, later


def _verify(story: Story, holder: str, badge: int) -> Cost:
    """The execution of the call alone: what a transaction costs besides is not counted."""
    credentials, engine = story.suite.credentials, story.rig.engine
    asked = credentials.encode("verify", holder, badge)
    told = engine.call(story.stranger, credentials.address, asked)
    return told.gas - engine.intrinsic_gas(asked)
