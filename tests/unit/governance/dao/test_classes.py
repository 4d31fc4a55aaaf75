"""How much agreement a proposal needs follows from what it would do, whatever it says of itself."""

import ape
import pytest
from deploying import deploy as deploy_suite
from eth_utils import function_signature_to_4byte_selector as selector_of
from eth_utils import keccak
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.chain.suite import ACTS, CLASSES, DAY, HOUR, RULEBOOK, Rules

CURRICULUM, PEOPLE, TREASURY, CONSTITUTION = range(4)
AGAINST, FOR, ABSTAIN = 0, 1, 2
DEFEATED, QUEUED = 3, 5
OWN_ACTS = "rules: the DAO's own acts are always constitution"
TOKEN_MOVES = "rules: what moves a token is treasury at least"
NO_SELECTOR = "rules: a call without a selector is always constitution"
NO_CLASS = "rules: a class is a number from 0 to 3"
MOVES = [
    "transfer(address,uint256)",
    "transferFrom(address,address,uint256)",
    "approve(address,uint256)",
    "safeTransferFrom(address,address,uint256)",
    "safeTransferFrom(address,address,uint256,bytes)",
    "setApprovalForAll(address,bool)",
    "safeTransferFrom(address,address,uint256,uint256,bytes)",
    "safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)",
]
FOUR_RULES = [
    Rules(voting_delay=HOUR, voting_period=DAY, quorum=0, majority=1, delay=0),
    Rules(voting_delay=2 * HOUR, voting_period=2 * DAY, quorum=0, majority=2, delay=DAY),
    Rules(voting_delay=3 * HOUR, voting_period=3 * DAY, quorum=8_000, majority=2, delay=2 * DAY),
    Rules(voting_delay=4 * HOUR, voting_period=4 * DAY, quorum=8_000, majority=3, delay=3 * DAY),
]


@pytest.fixture(scope="session")
def classed(target):
    """`set_value` is classed curriculum, `keep` people, `aim` treasury; nothing else is classed."""
    acts = {"set_value(uint256)": 0, "keep(bytes)": 1, "aim(bytes[])": 2}
    return [(target, selector_of(act), class_) for act, class_ in acts.items()]


@pytest.fixture(scope="session")
def four(assembly_of_five, classed):
    """Five educators, each class with rules of its own."""
    return assembly_of_five(FOUR_RULES, classed)


@pytest.fixture(scope="session")
def actions(target, act):
    """One action of each class, mildest first."""
    return [
        act(target, "set_value", 7),
        act(target, "keep", b"7"),
        act(target, "aim", []),
        act(target, "attempt", target.address, b""),
    ]


@pytest.fixture(scope="session")
def class_of(four, proposal_of, educator):
    """Make a proposal and tell its class."""
    word = iter(range(10**6))

    def class_of(*actions, values=None, description="Number {}."):
        content = (
            [str(target.address) for target, _ in actions],
            values or [0] * len(actions),
            [data for _, data in actions],
        )
        text = description.format(next(word))
        four.dao.propose(*content, text, sender=educator)
        proposal = four.dao.hashProposal(*content, keccak(text=text))
        return four.dao.proposalKind(proposal)[0]

    return class_of


@pytest.mark.parametrize("class_", range(4), ids=CLASSES)
def test_a_proposal_is_of_its_act_s_class(four, class_of, actions, class_):
    target, data = actions[class_]

    assert four.rules.class_of(target, data[:4]) == class_
    assert class_of(actions[class_]) == class_


@pytest.mark.parametrize(
    "mixture",
    [[0, 1], [1, 0], [0, 2, 1], [2, 0], [3, 0], [0] * 7 + [1], [1] * 7 + [3], [0, 1, 2, 3]],
    ids=str,
)
def test_the_strictest_act_decides_the_class(class_of, actions, mixture):
    assert class_of(*[actions[n] for n in mixture]) == max(mixture)


def test_an_amendment_hidden_behind_a_correction_is_an_amendment(four, class_of, actions, act):
    change = act(four.rules, "set_rules", 3, Rules())

    assert class_of(actions[0], change) == CONSTITUTION


@pytest.mark.parametrize("claim", ["[curriculum]", "class: 0", "#class=0", "#proposalType=0"])
def test_a_class_declared_in_the_text_changes_nothing(class_of, actions, claim):
    assert class_of(actions[3], description=f"A mere correction. {claim} {{}}") == CONSTITUTION


@pytest.mark.parametrize(
    ("which", "values", "class_"),
    [
        ([0], [1], TREASURY),
        ([1], [2**255], TREASURY),
        ([2], [1], TREASURY),
        ([3], [1], CONSTITUTION),
        ([0, 0], [0, 1], TREASURY),
        ([0, 3], [1, 0], CONSTITUTION),
    ],
)
def test_an_act_that_carries_ether_is_treasury_at_least(class_of, actions, which, values, class_):
    assert class_of(*[actions[n] for n in which], values=values) == class_


@pytest.mark.parametrize("move", MOVES)
def test_an_act_that_moves_a_token_is_treasury(four, class_of, target, move):
    """Of any contract: nobody has to know the token beforehand."""
    selector = selector_of(move)

    assert class_of((target, selector + bytes(96))) == TREASURY
    assert four.rules.class_of(target, selector) == TREASURY


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", bytes(4), bytes(36), b"\xde\xad\xbe", b"\xde\xad\xbe\xef", b"\xa9\x05\x9c"],
    ids=lambda data: data.hex() or "nothing",
)
@pytest.mark.parametrize("value", [0, 1])
def test_an_act_that_nobody_knows_is_constitution(class_of, target, data, value):
    assert class_of((target, data), values=[value]) == CONSTITUTION


def test_an_act_is_of_a_class_only_at_the_contract_it_was_classed_for(
    class_of, actions, membership
):
    _, data = actions[0]

    assert class_of((membership, data)) == CONSTITUTION


def test_a_deployment_classes_what_its_rulebook_names_and_nothing_else(
    project, deployer, educators
):
    suite = deploy_suite(project, deployer, educators)
    told, wanted = {}, {}
    for role in suite.addresses():
        contract = getattr(suite, role)
        for method in contract.contract_type.mutable_methods:
            named = ACTS.get(role, {}).get(method.selector)
            selector = selector_of(method.selector)
            mildest = TREASURY if method.selector in MOVES else CONSTITUTION
            wanted[role, method.selector] = CLASSES.index(named) if named else mildest
            told[role, method.selector] = suite.rules.class_of(contract, selector)

    assert told == wanted
    assert sum(len(acts) for acts in ACTS.values()) == sum(told[key] < TREASURY for key in told)
    assert [tuple(suite.rules.rules(n)) for n in range(4)] == list(RULEBOOK)


def test_no_method_of_the_dao_or_its_rules_is_milder_than_constitution(four):
    for contract in (four.dao, four.rules):
        for method in contract.contract_type.mutable_methods:
            assert four.rules.class_of(contract, selector_of(method.selector)) == CONSTITUTION


@pytest.fixture
def vote_on(four, educators, stranger):
    """Let all five carry something; return the last receipt."""

    def vote_on(*actions, description="Let us."):
        proposal = four.propose(*actions, description=description)
        proposal.open()
        for voter in educators:
            proposal.vote(voter)
        proposal.ripen()
        return proposal.execute(stranger)

    return vote_on


def test_a_vote_classes_an_act(four, vote_on, act, class_of, actions, target):
    data = actions[3][1]

    tx = vote_on(act(four.rules, "set_class", (target, data[:4], PEOPLE)))

    assert tx.events == [
        four.rules.ActClassed(target=target, selector=data[:4], class_=PEOPLE),
        four.dao.ProposalExecuted(proposalId=tx.events[-1].proposalId),
    ]
    assert class_of(actions[3]) == PEOPLE


def test_a_vote_classes_an_act_anew(rulebook, target):
    for class_ in (CURRICULUM, CONSTITUTION, PEOPLE):
        rulebook.set_class(target, b"\1\2\3\4", class_)

        assert rulebook.contract.class_of(target, b"\1\2\3\4") == class_


def test_no_vote_makes_it_easier_to_change_the_dao_or_its_rules(rulebook):
    for own in (rulebook.council, rulebook.contract):
        for class_ in range(4):
            with ape.reverts(OWN_ACTS):
                rulebook.set_class(own, b"\1\2\3\4", class_)


def test_no_deployment_makes_it_easier_either(project, deployer, rules, target):
    with ape.reverts(OWN_ACTS):
        deployer.deploy(project.DecisionRules, target, [rules] * 4, [(target, b"\1\2\3\4", 0)])


@pytest.mark.parametrize("move", MOVES)
def test_no_vote_makes_it_easier_to_move_a_token(rulebook, target, move):
    for class_ in (CURRICULUM, PEOPLE):
        with ape.reverts(TOKEN_MOVES):
            rulebook.set_class(target, selector_of(move), class_)
    for class_ in (CONSTITUTION, TREASURY):
        rulebook.set_class(target, selector_of(move), class_)
        assert rulebook.contract.class_of(target, selector_of(move)) == class_


def test_no_vote_classes_a_call_without_a_selector(rulebook, target):
    for class_ in range(4):
        with ape.reverts(NO_SELECTOR):
            rulebook.set_class(target, bytes(4), class_)


@pytest.mark.parametrize("class_", [4, 255, 2**256 - 1])
def test_there_is_no_fifth_class(rulebook, target, class_):
    with ape.reverts(NO_CLASS):
        rulebook.set_class(target, b"\1\2\3\4", class_)


def test_to_class_an_act_is_constitution_itself(four, class_of, act, target):
    assert class_of(act(four.rules, "set_class", (target, b"\1\2\3\4", 0))) == CONSTITUTION


@pytest.mark.parametrize("class_", range(4), ids=CLASSES)
def test_each_class_has_its_own_times_and_quorum(four, actions, now, class_):
    rules = FOUR_RULES[class_]
    proposal = four.propose(actions[class_])
    made = now()
    proposal.open()

    snapshot = made + rules.voting_delay
    assert four.dao.proposalSnapshot(proposal.id) == snapshot
    assert four.dao.proposalDeadline(proposal.id) == snapshot + rules.voting_period
    assert four.dao.proposalEta(proposal.id) == snapshot + rules.voting_period + rules.delay
    assert four.dao.proposalQuorum(proposal.id) == [3, 3, 4, 4][class_]
    proposal.move_to(four.dao.proposalEta(proposal.id) + rules.grace)
    assert proposal.state == DEFEATED


@pytest.mark.parametrize(
    ("votes", "passes_in"),
    [
        ([FOR, FOR, FOR], [CURRICULUM, PEOPLE]),
        ([FOR, FOR], []),
        ([FOR, FOR, FOR, ABSTAIN], [CURRICULUM, PEOPLE, TREASURY, CONSTITUTION]),
        ([FOR, FOR, FOR, FOR, AGAINST], [CURRICULUM, PEOPLE, TREASURY, CONSTITUTION]),
        ([FOR, FOR, ABSTAIN, ABSTAIN, AGAINST], [CURRICULUM, PEOPLE, TREASURY]),
        ([FOR, FOR, FOR, AGAINST, AGAINST], [CURRICULUM]),
    ],
)
def test_each_class_has_its_own_quorum_and_majority(four, actions, educators, votes, passes_in):
    made = [
        four.propose(action, sender=proposer)
        for action, proposer in zip(actions, educators, strict=False)
    ]
    for proposal in made:
        proposal.open()
        for voter, support in zip(educators, votes, strict=False):
            proposal.vote(voter, support)
    made[3].close()

    passed = [n for n, proposal in enumerate(made) if proposal.state != DEFEATED]
    assert passed == passes_in


def test_a_class_is_frozen_when_a_proposal_is_made(four, vote_on, act, actions, educators, target):
    """Neither a milder nor a stricter class reaches back."""
    unknown, known = actions[3], actions[0]
    before = [
        four.propose(action, description="Before.", sender=educators[n])
        for n, action in enumerate((unknown, known), 1)
    ]
    vote_on(
        act(four.rules, "set_class", (target, unknown[1][:4], CURRICULUM)),
        act(four.rules, "set_class", (target, known[1][:4], CONSTITUTION)),
    )
    after = [
        four.propose(action, description="After.", sender=educators[n])
        for n, action in enumerate((unknown, known), 1)
    ]

    classes = [four.dao.proposalKind(proposal.id)[0] for proposal in (*before, *after)]
    assert classes == [CONSTITUTION, CURRICULUM, CURRICULUM, CONSTITUTION]


def test_rules_are_frozen_by_the_number_a_proposal_has(four, vote_on, act, actions, educators):
    """Changed three times: twice in one decision, and again after another proposal."""
    easier, harder, hardest = (FOUR_RULES[0]._replace(minimum=n) for n in (3, 4, 5))
    first = four.propose(actions[0], description="First.", sender=educators[1])
    vote_on(
        act(four.rules, "set_rules", 0, hardest),
        act(four.rules, "set_rules", 0, harder._replace(quorum=8_000, majority=3)),
    )
    second = four.propose(actions[0], description="Second.", sender=educators[1])
    vote_on(act(four.rules, "set_rules", 0, easier), description="Again.")
    third = four.propose(actions[0], description="Third.", sender=educators[1])

    serials = [four.dao.proposalKind(proposal.id)[1] for proposal in (first, second, third)]
    assert serials == [1, 3, 5]
    assert four.dao.proposal_count() == 5
    told = [tuple(four.rules.rules_at(0, serial)) for serial in serials]
    assert told == [FOUR_RULES[0], harder._replace(quorum=8_000, majority=3), easier]
    third.open()
    assert [four.dao.proposalQuorum(p.id) for p in (first, second, third)] == [3, 4, 3]


def test_a_rule_changed_in_the_second_of_a_proposal_is_for_the_next_one(
    assembly, double, educators, rules, act, together_by, stranger
):
    """A member that is a contract proposes, lets the change take effect and proposes again."""
    member = double("dao_puppet")
    other = assembly([*educators[:3], member], rules)
    other.seat(educators[:3])
    member.act(*act(other.membership, "accept"), sender=stranger)
    harder = rules._replace(minimum=200)
    change = other.propose(act(other.rules, "set_rules", 3, harder))
    change.open()
    for voter in educators[:3]:
        change.vote(voter)
    change.ripen()

    contents = [([other.dao.address], [0], [b""], text) for text in ("Before.", "After.")]
    before, after = (act(other.dao, "propose", *content) for content in contents)
    together_by(member, before, act(other.dao, "execute", *change.content), after)

    ids = [other.dao.hashProposal(*c[:3], keccak(text=c[3])) for c in contents]
    serials = [other.dao.proposalKind(proposal)[1] for proposal in ids]
    assert serials == [2, 3]
    assert [tuple(other.rules.rules_at(3, n)) for n in serials] == [rules, harder]


@settings(max_examples=20, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([0, 1, 2, 3]), st.sampled_from([0, 0, 0, 1])),
        min_size=1,
        max_size=8,
    )
)
def test_a_proposal_s_class_is_the_greatest_of_its_acts(class_of, actions, chain, plan):
    with chain.isolate():
        told = class_of(*[actions[n] for n, _ in plan], values=[value for _, value in plan])

    assert told == max(max(n, TREASURY if value else n) for n, value in plan)
