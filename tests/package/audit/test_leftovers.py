"""No contract's storage knows who deployed it; whoever has a part in it is found."""

from cairn.chain.leftovers import AMONG, KEYS, POWERLESS, element, holds, layout, places
from cairn.chain.powers import contracts
from cairn.chain.suite import CONTRACTS


def variables(found):
    return {f"{place.contract}.{place.variable}" for place in found}


def test_no_word_of_any_contract_holds_an_outsider(
    on_chain, busy, whole_storage, deployer, employer
):
    for outsider in (str(deployer.address), str(employer.address)):
        for contract in contracts(on_chain):
            words = whole_storage(contract)
            assert not [hex(word) for word in words if holds(word, int(outsider, 16))], contract
        assert places(on_chain, outsider) == []


def test_the_whole_storage_is_read(suite, on_chain, busy, whole_storage, educators, issuer):
    counts = {contract.interface.name: whole_storage(contract) for contract in contracts(on_chain)}

    assert counts["BadgeRenderer"] == []
    for member, times in zip(
        educators, (1, 1, 1, 2, 2), strict=True
    ):  # two are principal and proxy
        holding = [w for w in counts["EducatorToken"] if holds(w, int(str(member.address), 16))]
        assert len(holding) == times
    awarded = [w for w in counts["CredentialToken"] if holds(w, int(str(issuer.address), 16))]
    assert len(awarded) == 1
    for owned in ("EducatorToken", "CredentialToken"):
        assert [w for w in counts[owned] if w == int(suite.dao.address, 16)]


def test_every_mapping_is_looked_up_or_gives_no_power():
    mappings = {
        f"{contract}.{variable.name}"
        for contract in CONTRACTS.values()
        for variable in layout(contract)
        if variable.is_mapping
    }

    assert mappings == KEYS.keys() | AMONG.keys() | POWERLESS.keys()
    assert not KEYS.keys() & POWERLESS.keys()


def test_every_mapping_by_address_is_looked_up_by_it():
    for contract in CONTRACTS.values():
        for variable in layout(contract):
            nested = "HashMap[address, HashMap"  # by a contract's address, and its functions
            if variable.kind.startswith("HashMap[address,") and nested not in variable.kind:
                assert f"{contract}.{variable.name}" in KEYS


def test_an_element_lies_where_the_contract_keeps_it(suite, chain, educator):
    [terms] = [v for v in layout("EducatorToken") if v.name == "roll.terms"]
    slot = element(terms.slot, int(str(educator.address), 16))

    word = int.from_bytes(chain.provider.get_storage(suite.educators.address, slot), "big")
    assert word & 0xFFFF == 1


def test_a_member_is_found(on_chain, educator):
    found = places(on_chain, str(educator.address))

    assert variables(found) == {"EducatorToken.roll.terms", "EducatorToken.roll.holders"}
    assert f"EducatorToken.roll.holders holds 0x{int(str(educator.address), 16):064x}" in map(
        str, found
    )


def test_a_candidate_and_one_who_came_back_are_found(
    suite, on_chain, decide, act, educators, stranger
):
    suite.educators.resign(sender=educators[4])
    decide(act(suite.educators, "admit", educators[4]), act(suite.educators, "admit", stranger))
    suite.educators.accept(sender=educators[4])

    assert variables(places(on_chain, str(stranger.address))) == {"EducatorToken.offers"}
    assert variables(places(on_chain, str(educators[4].address))) == {
        "EducatorToken.roll.terms",
        "EducatorToken.roll.earlier_terms",
        "EducatorToken.roll.holders",
    }


def test_a_proxy_and_who_has_named_one_are_found(on_chain, busy, educators):
    seat = {"EducatorToken.roll.terms", "EducatorToken.roll.holders"}
    named, proxy = (variables(places(on_chain, str(it.address))) for it in educators[3:])

    assert named == {*seat, "EducatorToken.proxies.namings"}
    assert proxy == {*seat, "EducatorToken.proxies.places"}


def test_an_issuer_and_a_learner_are_found(on_chain, busy, issuer, learner):
    assert variables(places(on_chain, str(issuer.address))) == {"CredentialToken.conferrals.desks"}
    assert variables(places(on_chain, str(learner.address))) == {
        "CredentialToken.sheets.words",
        "CredentialToken.enrolment.lists",
    }


def test_an_owner_and_a_neighbour_are_found(suite, on_chain):
    assert variables(places(on_chain, suite.dao.address)) == {
        "EducatorToken.ownable.owner",
        "CredentialToken.ownable.owner",
        "DecisionRules.code",
        "CurriculumDAO.code",  # the domain in which ballots are signed
    }
    assert variables(places(on_chain, suite.renderer.address)) == {"CredentialToken.renderer"}
    assert variables(places(on_chain, suite.curricula.address)) == {
        *("BadgeRenderer.code", "PathwayRegistry.code", "CredentialToken.code"),
    }
    assert variables(places(on_chain, suite.pathways.address)) == {
        *("CurriculumRegistry.code", "CredentialToken.code"),
    }
    assert variables(places(on_chain, suite.status.address)) == {"CredentialToken.code"}
