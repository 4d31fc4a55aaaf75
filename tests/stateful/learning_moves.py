"""Moves of issuers, learners and strangers."""

from cairn.chain.suite import CONTRACTS
from stateful import state as s
from stateful.curricula import draw_record
from stateful.invariants.credentials import batch_equals_singles
from stateful.invariants.pathways import claim_is_as_explained
from stateful.moves import move

NO_CLASS = 0x010010  # multiples of 16 are no class indices


def a_curriculum(world, pick) -> int:
    return pick.number(0, world.state.curricula) if pick.chance(5) else _known(world, pick)


def _known(world, pick) -> int:
    return pick.number(min(1, world.state.curricula), world.state.curricula)


def a_class(world, pick) -> int:
    classes = list(world.state.definitions)
    return pick.one(classes) if classes and pick.chance(95) else NO_CLASS


def a_badge(world, pick) -> int:
    badges = world.badges()
    return pick.one(badges) if badges and pick.chance(92) else a_class(world, pick)


def an_issuer(world, pick, curriculum: int) -> str:
    accredited = [
        issuer
        for number, issuer in world.state.accredited
        if number == curriculum and world.state.is_accredited(curriculum, issuer, world.now)
    ]
    return pick.one(accredited) if accredited and pick.chance(93) else pick.one(world.everyone)


def a_learner(world, pick, curriculum: int) -> str:
    enrolled = [who for number, who in world.state.enrolments if number == curriculum]
    return pick.one(enrolled) if enrolled and pick.chance(85) else pick.one(world.learners)


@move(4)
def enrol(world, pick):
    learner = pick.one(world.learners if pick.chance(95) else world.everyone)
    curriculum = a_curriculum(world, pick)
    versions = [v for (c, v), covers in world.state.terms.items() if c == curriculum and covers]
    version = pick.one(versions) if versions and pick.chance(90) else pick.number(0, 4)
    return world.do("credentials", "enrol", curriculum, version, sender=learner)


@move(3, when=lambda world: world.state.enrolments)
def leave(world, pick):
    curriculum, learner = pick.one(list(world.state.enrolments))
    if pick.chance(10):
        learner = pick.one(world.everyone)
    return world.do("credentials", "leave", curriculum, sender=learner)


def _awards(world) -> list[tuple[str, int, str]]:
    """Who could award what to whom now."""
    state = world.state
    return [
        (issuer, badge, learner)
        for curriculum, issuer in state.accredited
        if state.is_accredited(curriculum, issuer, world.now)
        for badge in world.badges()
        if badge >> 8 == curriculum
        for learner in world.learners
        if state.outcome(badge, learner, issuer) == s.AWARDED
    ]


@move(11, when=_awards)
def award(world, pick):
    """Mostly what brings a learner nearer to a composite."""
    possible = _awards(world)
    if composites := world.composites():
        composite, learner = pick.one(composites), pick.one(world.learners)
        missing = world.missing(composite, learner)
        wanted = [each for each in possible if each[1] in missing and each[2] == learner]
        possible = wanted or possible
    issuer, badge, learner = pick.one(possible)
    return world.do("credentials", "award", badge, learner, sender=issuer)


@move(2, when=lambda world: world.badges())
def award_wrongly(world, pick):
    """By anybody, of anything, to anybody."""
    badge = a_badge(world, pick)
    issuer, learner = an_issuer(world, pick, badge >> 8), a_learner(world, pick, badge >> 8)
    return not world.do("credentials", "award", badge, learner, sender=issuer)


@move(4, when=_awards)
def award_batch(world, pick):
    issuer, badge, _ = pick.one(_awards(world))
    if pick.chance(8):
        issuer, badge = an_issuer(world, pick, badge >> 8), a_class(world, pick)
    learners = pick.some(world.learners, 5) + pick.some(world.everyone, 2)
    if pick.chance(30):
        learners.append(pick.one(learners))  # the same person twice
    with batch_equals_singles(world, badge, learners, issuer):
        return world.do("credentials", "award_batch", badge, learners, sender=issuer)


def _ready(world) -> list[tuple[int, str]]:
    """Composites that could be claimed, and by whom."""
    return [
        (composite, learner)
        for composite in world.composites()
        for learner in world.learners
        if world.state.outcome(composite, learner) == s.AWARDED
        and _is_earned(world, composite, learner)
    ]


def _is_earned(world, composite: int, learner: str) -> bool:
    version, _ = world.state.enrolments[composite >> 8, learner]
    if not world.library.rule(world.state, composite, version):
        return False
    return world.library.explain(world.state, composite, version, learner)[-1][2]


@move(20, when=_ready)
def claim(world, pick):
    composite, learner = pick.one(_ready(world))
    return _claim(world, composite, learner)


@move(2, when=lambda world: world.composites())
def claim_too_much(world, pick):
    """A claim that comes too early, or too often, or of what is no composite."""
    composite = pick.one(world.composites()) if pick.chance(90) else a_class(world, pick)
    return not _claim(world, composite, a_learner(world, pick, composite >> 8))


def _claim(world, composite: int, learner: str) -> bool:
    with claim_is_as_explained(world, composite, learner):
        return world.do("pathways", "claim", composite, sender=learner)


def _by_issuers(world) -> list[tuple[int, str]]:
    """What is held, or was renounced, from somebody who could take it back."""
    pathways = world.addresses["pathways"]
    held = world.holdings(s.STANDS) + world.holdings(s.RENOUNCED)
    return [key for key in held if world.state.credentials[key].conferral.issuer != pathways]


@move(7, when=_by_issuers)
def revoke(world, pick):
    """Renouncing it first is no way out."""
    choices = _by_issuers(world)
    given_up = [key for key in _renounced(world) if key in choices]
    class_id, holder = pick.one(given_up if given_up and pick.chance(50) else choices)
    issuer = world.state.credentials[class_id, holder].conferral.issuer
    sender = issuer if pick.chance(88) else pick.one(world.everyone)
    if pick.chance(8):  # what does not exist, or only the DAO can take back
        class_id, holder = a_class(world, pick), pick.one(world.learners)
    reason = pick.number(1, 255) if pick.chance(95) else pick.one((0, 256, 65_535))
    token_id = s.token_of(class_id, holder)
    return world.do("credentials", "revoke", token_id, reason, sender=sender)


@move(4, when=lambda world: world.holdings(s.STANDS))
def renounce(world, pick):
    class_id, holder = pick.one(world.holdings(s.STANDS))
    if pick.chance(10):
        holder = pick.one(world.everyone)
    return world.do("credentials", "renounce", class_id, sender=holder)


def _renounced(world) -> list[tuple[int, str]]:
    keys = world.holdings(s.RENOUNCED)
    return [key for key in keys if not world.state.credentials[key].is_wanted_again]


@move(16, when=_renounced)
def renew_consent(world, pick):
    class_id, holder = pick.one(_renounced(world))
    if pick.chance(10):
        class_id, holder = a_class(world, pick), pick.one(world.everyone)
    return world.do("credentials", "renew_consent", class_id, sender=holder)


@move(3)
def stage(world, pick):
    """Anyone may: it changes nothing."""
    sender = pick.one(world.everyone)
    if pick.chance(70):
        staged = len(world.state.staged)
        world.stage(draw_record(world, pick, a_curriculum(world, pick)), sender)
        return len(world.state.staged) > staged
    if world.library.records and pick.chance(50):
        data = pick.one(list(world.library.records.values())).encode()
    else:
        data = bytes(31) + b"\xff" + pick.number(0, 2**64).to_bytes(9, "big")  # an unknown format
    return world.do("curricula", "stage", data, sender=sender)


@move(2)
def try_to_move(world, pick):
    """No token can be moved, nor be lent to others to move it."""
    role = pick.one(("credentials", "educators"))
    holder, other = pick.one(world.everyone), pick.one(world.everyone)
    token = s.token_of(a_class(world, pick), holder) if role == "credentials" else pick.number(1, 9)
    calls = (
        ("transferFrom", (holder, other, token)),
        ("safeTransferFrom", (holder, other, token)),
        ("safeTransferFrom", (holder, other, token, b"data")),
        ("approve", (other, token)),
        ("setApprovalForAll", (other, True)),
    )
    method, args = pick.one(calls)
    sender = holder if pick.chance(60) else other
    value = 1 if method != "setApprovalForAll" and pick.chance(10) else 0
    return not world.do(role, method, *args, sender=sender, value=value)


@move(2)
def try_to_govern(world, pick):
    """What only a vote may do, tried by anybody: refused, and with the right words."""
    who, other = pick.one(world.everyone), pick.one(world.everyone)
    number, class_id = a_curriculum(world, pick), a_class(world, pick)
    staged = list(world.state.staged) or [bytes(32)]
    calls = (
        ("credentials", "accredit", (number, other, 0)),
        ("credentials", "end_accreditation", (number, other)),
        ("credentials", "set_renderer", (world.addresses["renderer"],)),
        ("curricula", "adopt", (pick.one(staged),)),
        ("curricula", "close_enrolment", (number, 1)),
        ("status", "reinstate", (s.token_of(class_id, other),)),
        ("educators", "admit", (other,)),
        ("educators", "remove", (other,)),
        ("educators", "withdraw_invitation", (other,)),
        ("educators", "delegate", (other,)),
        ("educators", "delegateBySig", (other, 0, 0, 27, bytes(32), bytes(32))),
        ("educators", "replace_key", (who, other)),
        ("educators", "keep_key", (other,)),
        ("rules", "set_rules", (pick.number(0, 4), world.state.rules[0])),
        ("rules", "set_class", ((other, b"\1\2\3\4", 0),)),
        ("dao", "set_chamber", (who,)),
        ("dao", "returnProposal", (pick.one([0, *world.drafts]),)),
        ("dao", "queue", ([], [], [], bytes(32))),
        (pick.one(("credentials", "educators")), "transfer_ownership", (who,)),
        (pick.one(("credentials", "educators")), "accept_ownership", ()),
    )
    role, method, args = pick.one(calls)
    return not world.do(role, method, *args, sender=who)


@move(2)
def try_the_doors(world, pick):
    """What one door alone may do, tried by anybody and by every other contract of the suite."""
    learner, number = pick.one(world.learners), a_curriculum(world, pick)
    class_id = a_class(world, pick)
    record = pick.one(list(world.state.staged.values()) or [s.ZERO])
    entries = (
        ("curricula", "credentials", "open_version", (number, 1, 255, [pick.number(0, 9)] * 16)),
        ("curricula", "credentials", "close_version", (number, 1)),
        ("curricula", "pathways", "keep_rules", (number, record)),
        ("pathways", "credentials", "award_composite", (class_id, learner, 1)),
        ("status", "credentials", "settle", (s.token_of(class_id, learner), learner, True)),
    )
    own, role, method, args = pick.one(entries)
    contracts = [world.addresses[each] for each in CONTRACTS if each not in (own, role)]
    sender = pick.one(contracts if pick.chance(60) else world.everyone)
    return not world.do(role, method, *args, sender=sender)


def _not_awardable(world) -> list[tuple[int, str]]:
    pathways = world.addresses["pathways"]
    return [
        (class_id, learner)
        for class_id in world.state.definitions
        for learner in world.learners
        if world.state.outcome(class_id, learner, pathways) != s.AWARDED
    ]


@move(1, when=_not_awardable)
def overstep_as_the_pathway_registry(world, pick):
    """Whatever the door says of a rule: there is no award without consent, and none twice."""
    class_id, learner = pick.one(_not_awardable(world))
    pathways = world.addresses["pathways"]
    return not world.do("credentials", "award_composite", class_id, learner, 1, sender=pathways)


def _beyond_the_status_door(world) -> list[tuple[int, str]]:
    """What is not revoked, and what is of whoever's enrolment does not cover it any more."""
    covers = {key: index for key, (_, index) in world.state.enrolments.items()}
    return [
        (class_id, holder)
        for (class_id, holder), it in world.state.credentials.items()
        if it.status != s.REVOKED
        or (not it.is_given_up and covers.get((class_id >> 8, holder), 0) < class_id & 255)
    ]


@move(3, when=_beyond_the_status_door)
def overstep_as_the_status_door(world, pick):
    """Whatever the door says: what is not revoked is not its matter, and it replaces no consent."""
    class_id, holder = pick.one(_beyond_the_status_door(world))
    is_revoked = world.state.credentials[class_id, holder].status == s.REVOKED
    told = (s.token_of(class_id, holder), holder, not is_revoked and pick.chance(50))
    return not world.do("credentials", "settle", *told, sender=world.addresses["status"])


@move(2)
def try_to_pay(world, pick):
    """No ether can be left with the suite."""
    calls = (
        ("credentials", "leave", (1,)),
        ("status", "reinstate", (s.token_of(a_class(world, pick), pick.one(world.everyone)),)),
        ("curricula", "stage", (b"paid",)),
        ("pathways", "claim", (a_class(world, pick),)),
        ("educators", "accept", ()),
        ("educators", "strike", (pick.one(world.everyone), [])),
        ("educators", "keep_seat", ()),
        ("dao", "castVote", (1, 1)),
        ("dao", "castVotesBySig", (1, [])),
    )
    role, method, args = pick.one(calls)
    return not world.do(role, method, *args, sender=pick.one(world.everyone), value=1)
