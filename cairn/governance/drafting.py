"""Wording a proposal: from a curriculum file or named acts to actions, and sentences about them."""

from dataclasses import dataclass, field

from ape.api import AccountAPI
from ape.exceptions import ContractLogicError
from eth_utils import function_signature_to_4byte_selector

from cairn.chain.refusals import is_simulated, reason_of
from cairn.chain.suite import CLASSES, CONTRACTS
from cairn.cli.stage import Stage
from cairn.credentials.library import NOBODY, Library
from cairn.credentials.reasons import code_of
from cairn.curricula.compiler import compile_record
from cairn.curricula.faults import load_sound
from cairn.curricula.record import Record
from cairn.governance.bounds import changed
from cairn.governance.decisions import SUBJECTS, class_of, needs, rulebook_of
from cairn.governance.motions import Action, Motion, check_fits, columns, propose
from cairn.governance.sentences import ActionTeller
from cairn.say.errors import CairnError
from cairn.say.text import natural
from cairn.say.times import moment_of


@dataclass
class Draft:
    """A proposal that has not been made yet."""

    title: str = ""
    actions: list[Action] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)  # to be staged first

    def add(self, title: str, contract, method: str, *arguments) -> None:
        """Add one call; the first names the proposal."""
        self.title = self.title or title
        data = getattr(contract, method).encode_input(*arguments)
        self.actions.append(Action(str(contract.address), bytes(data)))

    def description(self, note: str) -> str:
        """Return the proposal's text: title, note, and the hashes of what it adopts."""
        hashes = [f"Record {record.hash.hex()}" for record in self.records]
        return "\n\n".join([self.title, *filter(None, [note]), *hashes])


def words(text: str | None) -> list[str]:
    """Split "order,currency"."""
    return [word.strip() for word in (text or "").split(",") if word.strip()]


def draft(stage: Stage, file: str | None, without: list[str], acts: dict) -> Draft:
    """Word a proposal. Refuses one that does nothing."""
    made, library = Draft(), Library(stage.suite)
    if file:
        record = record_of_file(stage, library, file, without)
        made.records.append(record)
        made.add(_adoption(record), stage.suite.registry, "adopt", record.hash)
    for name, entries in acts.items():
        if name == "settings":
            _set_rules(stage, library, made, entries)
            continue
        for entry in entries:
            ACTS[name](stage, library, made, entry)
    if not made.actions:
        raise CairnError("nothing to propose: name a curriculum file, or an act as in --help")

    teller = ActionTeller(stage.suite, library, roles_by_address(stage))
    for action in made.actions:
        adopted = action.target == str(stage.suite.registry.address) and made.records
        is_adoption = adopted and action.data[-32:] == made.records[0].hash
        told = teller.record(made.records[0]) if is_adoption else teller.sentences([action])
        made.sentences += list(told)
    return made


def record_of_file(stage: Stage, library: Library, file: str, without: list[str]) -> Record:
    """Compile a curriculum file against what is on chain."""
    curriculum = load_sound(file)
    base = library.find(curriculum.follows) if curriculum.follows else None
    standing = [adopted for adopted in library.curricula.values() if curriculum.key in adopted.keys]
    if standing:
        raise CairnError(
            f'{file}: curriculum "{curriculum.key}" is in force already, as number '
            f"{standing[0].number}: give a new version a key of its own, that follows this one"
        )
    return compile_record(
        curriculum,
        stage.address_of,
        curriculum_id=base.number if base else 0,
        version=len(base.versions) + 1 if base else 1,
        known=base.classes if base else None,
        resolve=library.resolve,
        without=without,
    )


def roles_by_address(stage: Stage) -> dict[str, str]:
    """Return the role that each address plays in the address book."""
    roles = {}
    for role in stage.book.accounts:
        try:
            roles[stage.address_of(role).lower()] = role
        except CairnError:  # an account of another machine: it is shown by address
            continue
    return roles


def show(stage: Stage, made: Draft) -> None:
    """Print what the proposal would change."""
    stage.say(made.title)
    stage.say("If this passes:")
    for sentence in made.sentences:
        stage.say(f"  - {sentence}")
    class_, members = class_of(stage.suite, made.actions), stage.suite.educators.totalSupply()
    stage.say(needs(class_, rulebook_of(stage.suite)[class_], members))


def refuse_unready(stage: Stage, made: Draft, note: str, signer: AccountAPI) -> None:
    """Say now what the DAO would refuse, before anything is sent."""
    check_fits(made.actions, made.description(note), signer)
    if not stage.suite.educators.getVotes(signer.address):
        raise CairnError(
            f"{signer.address} is not a member of the DAO, so it may not propose: "
            "name a member with --account, or take an offered seat with `ape run admit --accept`"
        )
    if not made.records:  # those are not staged yet, and tried once they are
        _try(stage, made)


def _try(stage: Stage, made: Draft) -> None:
    """Let the DAO simulate the proposal, on the node alone."""
    try:
        stage.suite.dao.simulate.call(*columns(made.actions))
    except ContractLogicError as error:
        if not is_simulated(error):
            raise CairnError(f"if executed now this would fail: {reason_of(error)}") from error


def put_forward(stage: Stage, made: Draft, note: str, signer: AccountAPI) -> Motion:
    """Stage what has to be staged, and make the proposal."""
    _stage_records(stage, made, signer)
    motion = propose(stage.suite, made.actions, made.description(note), signer, stage.since)
    stage.say(
        f"Proposal {motion.number} is made ({hex(motion.id)}). The vote opens after "
        f"{moment_of(motion.opens_at)} and closes at {moment_of(motion.closes_at)}."
    )
    return motion


def _stage_records(stage: Stage, made: Draft, signer: AccountAPI) -> None:
    """Put the records on chain, for the vote to name; what stands there already stays."""
    registry = stage.suite.registry
    for record in made.records:
        if str(registry.records(record.hash)) == NOBODY:
            registry.stage(record.encode(), sender=signer)
    if made.records:
        _try(stage, made)


def _adoption(record: Record) -> str:
    what = f"version {record.version}" if record.curriculum else "a new curriculum"
    return f"Adopt {record.title} ({record.key}), {what}"


def _accredit(stage, library, made, entry):
    adopted, issuer = library.find(entry[0]), stage.address_of(entry[1])
    title = f"Accredit {issuer} for {adopted.latest.record.title}"
    made.add(title, stage.suite.credentials, "accredit", adopted.number, issuer, 0)


def _end_accreditation(stage, library, made, entry):
    adopted, issuer = library.find(entry[0]), stage.address_of(entry[1])
    title = f"End the accreditation of {issuer} for {adopted.latest.record.title}"
    made.add(title, stage.suite.credentials, "end_accreditation", adopted.number, issuer)


def _close_enrolment(stage, library, made, entry):
    adopted = library.find(entry[0])
    version = natural(entry[1])
    if version is None or not 1 <= version <= len(adopted.versions):
        raise CairnError(
            f'"{entry[1]}" is no version of {adopted.key}: it has {len(adopted.versions)}'
        )
    title = f"Close version {version} of {adopted.latest.record.title} to enrolment"
    made.add(title, stage.suite.registry, "close_enrolment", adopted.number, version)


def _token_id(stage, library, badge: str, holder: str) -> int:
    return library.class_id(badge) << 160 | int(stage.address_of(holder), 16)


def _revoke(stage, library, made, entry):
    badge, holder, reason = entry
    token_id = _token_id(stage, library, badge, holder)
    made.add(f"Revoke {badge}", stage.suite.credentials, "revoke", token_id, code_of(reason))


def _reinstate(stage, library, made, entry):
    token_id = _token_id(stage, library, *entry)
    made.add(f"Reinstate {entry[0]}", stage.suite.credentials, "reinstate", token_id)


def _admit(stage, library, made, entry):
    candidate = stage.address_of(entry)
    made.add(f"Admit {candidate} as a member", stage.suite.educators, "admit", candidate)


def _remove(stage, library, made, entry):
    member = stage.address_of(entry)
    made.add(f"Remove the member {member}", stage.suite.educators, "remove", member)


def _uninvite(stage, library, made, entry):
    candidate = stage.address_of(entry)
    title = f"Take the invitation of {candidate} back"
    made.add(title, stage.suite.educators, "withdraw_invitation", candidate)


def _set_rules(stage, library, made, settings):
    before = rulebook_of(stage.suite)
    for class_, rules in enumerate(changed(before, settings)):
        if rules != before[class_]:
            title = f"Change how the DAO decides on {SUBJECTS[class_]}"
            made.add(title, stage.suite.rules, "set_rules", class_, tuple(rules))
    if settings and not made.actions:
        raise CairnError("the rules are so already: nothing would change")


def _set_class(stage, library, made, entry):
    written, _, name = entry.partition("=")
    role, _, function = written.partition(".")
    if name not in CLASSES or role not in CONTRACTS:
        raise CairnError(
            f'"{entry}" is no class of an act: write CONTRACT.FUNCTION=CLASS, where CONTRACT is '
            f"{', '.join(CONTRACTS)} and CLASS is {', '.join(CLASSES)}"
        )
    contract = getattr(stage.suite, role)
    act = (contract.address, selector_of(contract, function), CLASSES.index(name))
    title = f"Decide on {role}.{function} as on {SUBJECTS[act[-1]]}"
    made.add(title, stage.suite.rules, "set_class", act)


def selector_of(contract, function: str) -> bytes:
    """Return the first bytes of a call of a function, by its name or by its name and types."""
    kind = contract.contract_type
    fitting = [it for it in kind.mutable_methods if function in (it.name, it.selector)]
    if len(fitting) != 1:
        names = ", ".join(sorted({it.name for it in kind.mutable_methods}))
        told = "; ".join(it.selector for it in fitting) or names
        raise CairnError(f'"{function}" is not one function of {kind.name}; there are: {told}')
    return bytes(function_signature_to_4byte_selector(fitting[0].selector))


def _set_chamber(stage, library, made, entry):
    chamber = NOBODY if entry == "none" else stage.address_of(entry)
    title = "Do without a chamber" if entry == "none" else f"Name {chamber} the chamber"
    made.add(title, stage.suite.dao, "set_chamber", chamber)


def _replace_key(stage, library, made, entry):
    old, equals, new = entry.partition("=")
    if not equals:
        raise CairnError(f'--replace-key "{entry}": write OLD=NEW, the lost key and the new one')
    member, key = stage.address_of(old), stage.address_of(new)
    made.add(f"Replace the key of {member}", stage.suite.educators, "replace_key", member, key)


ACTS = {
    "accredit": _accredit,
    "end_accreditation": _end_accreditation,
    "close_enrolment": _close_enrolment,
    "revoke": _revoke,
    "reinstate": _reinstate,
    "admit": _admit,
    "remove": _remove,
    "uninvite": _uninvite,
    "replace_key": _replace_key,
    "chamber": _set_chamber,
    "classes": _set_class,
}
