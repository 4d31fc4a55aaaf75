import ape


def test_story(
    credentials, registry, curriculum, enrol, award, learner, issuer, token_id, learners
):
    e = enrol()
    print("enrol_first", e.gas_used)
    for l in learners[1:]:
        credentials.enrol(curriculum.number, 1, sender=l)
    tx = award()
    print("award_opening", tx.gas_used)
    for b in curriculum.classes[1:3]:
        tx = award(badge=b)
        print("award", tx.gas_used)
    for b in curriculum.classes[:3]:
        tx = credentials.award_batch(b, learners, sender=issuer)
        print("batch of 9", tx.gas_used, (tx.gas_used - 21000) / 9)
    tx = registry.claim(curriculum.composite, sender=learners[1])
    print("claim opening", tx.gas_used)
    tx = registry.claim(curriculum.composite, sender=learner)
    print("claim", tx.gas_used)
    print(credentials.verify(learner, curriculum.composite))
    print(credentials.balanceOf(learner))
    import base64

    uri = credentials.tokenURI(token_id(curriculum.composite, learner))
    print(base64.b64decode(uri.split(",")[1]).decode())
    tx = credentials.revoke(token_id(curriculum.badge, learner), 2, sender=issuer)
    print("revoke", tx.gas_used, tx.events)
    print(credentials.verify(learner, curriculum.composite))
    print(registry.explain(learner, curriculum.composite))
    assert credentials.balanceOf(learner) == 3


def test_dao_gas(propose, educators, dao, stranger, act, rules, registry):
    p = propose(description="x" * 200)
    q = propose(description="y" * 200)
    t = dao.propose(*p.content[:3], "z" * 200, sender=educators[1])
    print("propose", t.gas_used)
    p.open()
    print("vote first", p.vote(educators[0]).gas_used)
    print("vote later", p.vote(educators[1]).gas_used)
    p.vote(educators[2])
    p.ripen()
    print(p.state)
    print("execute", p.execute(stranger).gas_used)
