"""Wording a proposal: from a curriculum file or named acts to actions, and sentences about them."""

from dataclasses import dataclass, field

from cairn.chain.accounts import Account
from cairn.chain.contracts import Contract
from cairn.chain.deployment import Deployment
from cairn.chain.refusals import Refused
from cairn.chain.suite import CLASSES, CONTRACTS
from cairn.credentials.library import NOBODY, Library
from cairn.credentials.reasons import code_of
from cairn.curricula.check import load_sound
from cairn.curricula.compiler import compile_record
from cairn.curricula.record import Record
from cairn.governance.bounds import changed
from cairn.governance.decisions import SUBJECTS, rulebook_of
from cairn.governance.motions import Action, Motion, check_fits, columns, propose
from cairn.governance.sentences import ActionTeller
from cairn.say.errors import CairnError
from cairn.say.programs import as_typed
from cairn.say.text import natural


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


def draft(there: Deployment, file: str | None, without: list[str], acts: dict) -> Draft:
    """Word a proposal. Refuses one that does nothing."""
    made, library = Draft(), Library(there.suite)
    if file:
        record = record_of_file(there, library, file, without)
        made.records.append(record)
        made.add(_adoption(record), there.suite.curricula, "adopt", record.hash)
    for name, entries in acts.items():
        if name == "settings":
            _set_rules(there, library, made, entries)
            continue
        for entry in entries:
            ACTS[name](there, library, made, entry)
    if not made.actions:
        raise CairnError("nothing to propose: name a curriculum file, or an act as in --help")

    teller = ActionTeller(there.suite, library, there.roles_by_address())
    for action in made.actions:
        adopted = action.target == str(there.suite.curricula.address) and made.records
        is_adoption = adopted and action.data[-32:] == made.records[0].hash
        told = teller.record(made.records[0]) if is_adoption else teller.sentences([action])
        made.sentences += list(told)
    return made


def record_of_file(there: Deployment, library: Library, file: str, without: list[str]) -> Record:
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
        there.address_of,
        curriculum_id=base.number if base else 0,
        version=len(base.versions) + 1 if base else 1,
        known=base.classes if base else None,
        resolve=library.resolve,
        without=without,
    )


def refuse_unready(there: Deployment, made: Draft, note: str, signer: Account) -> None:
    """Say now what the DAO would refuse, before anything is sent."""
    check_fits(made.actions, made.description(note), signer)
    if not there.suite.educators.getVotes(signer.address):
        raise CairnError(
            f"{signer.address} is not a member of the DAO, so it may not propose: "
            "name a member with --account, or take an offered seat with "
            f"{as_typed('admit --accept')}"
        )
    if not made.records:  # those are not staged yet, and tried once they are
        _try(there, made)


def _try(there: Deployment, made: Draft) -> None:
    """Let the DAO simulate the proposal, on the node alone."""
    try:
        there.suite.dao.simulate.call(*columns(made.actions))
    except Refused as refused:
        if not refused.is_simulated:
            raise CairnError(f"if executed now this would fail: {refused.reason}") from refused


def put_forward(there: Deployment, made: Draft, note: str, signer: Account) -> Motion:
    """Stage what has to be staged, and make the proposal."""
    _stage_records(there, made, signer)
    return propose(there.suite, made.actions, made.description(note), signer, there.since)


def _stage_records(there: Deployment, made: Draft, signer: Account) -> None:
    """Put the records on chain, for the vote to name; what stands there already stays."""
    curricula = there.suite.curricula
    for record in made.records:
        if str(curricula.records(record.hash)) == NOBODY:
            curricula.stage(record.encode(), sender=signer)
    if made.records:
        _try(there, made)


def _adoption(record: Record) -> str:
    what = f"version {record.version}" if record.curriculum else "a new curriculum"
    return f"Adopt {record.title} ({record.key}), {what}"


def _accredit(there, library, made, entry):
    adopted, issuer = library.find(entry[0]), there.address_of(entry[1])
    title = f"Accredit {issuer} for {adopted.latest.record.title}"
    made.add(title, there.suite.credentials, "accredit", adopted.number, issuer, 0)


def _end_accreditation(there, library, made, entry):
    adopted, issuer = library.find(entry[0]), there.address_of(entry[1])
    title = f"End the accreditation of {issuer} for {adopted.latest.record.title}"
    made.add(title, there.suite.credentials, "end_accreditation", adopted.number, issuer)


def _close_enrolment(there, library, made, entry):
    adopted = library.find(entry[0])
    version = natural(entry[1])
    if version is None or not 1 <= version <= len(adopted.versions):
        raise CairnError(
            f'"{entry[1]}" is no version of {adopted.key}: it has {len(adopted.versions)}'
        )
    title = f"Close version {version} of {adopted.latest.record.title} to enrolment"
    made.add(title, there.suite.curricula, "close_enrolment", adopted.number, version)


def _token_id(there, library, badge: str, holder: str) -> int:
    return library.class_id(badge) << 160 | int(there.address_of(holder), 16)


def _revoke(there, library, made, entry):
    badge, holder, reason = entry
    token_id = _token_id(there, library, badge, holder)
    made.add(f"Revoke {badge}", there.suite.credentials, "revoke", token_id, code_of(reason))


def _reinstate(there, library, made, entry):
    token_id = _token_id(there, library, *entry)
    made.add(f"Reinstate {entry[0]}", there.suite.status, "reinstate", token_id)


def _admit(there, library, made, entry):
    candidate = there.address_of(entry)
    made.add(f"Admit {candidate} as a member", there.suite.educators, "admit", candidate)


def _remove(there, library, made, entry):
    member = there.address_of(entry)
    made.add(f"Remove the member {member}", there.suite.educators, "remove", member)


def _uninvite(there, library, made, entry):
    candidate = there.address_of(entry)
    title = f"Take the invitation of {candidate} back"
    made.add(title, there.suite.educators, "withdraw_invitation", candidate)


def _set_rules(there, library, made, settings):
    before = rulebook_of(there.suite)
    for class_, rules in enumerate(changed(before, settings)):
        if rules != before[class_]:
            title = f"Change how the DAO decides on {SUBJECTS[class_]}"
            made.add(title, there.suite.rules, "set_rules", class_, tuple(rules))
    if settings and not made.actions:
        raise CairnError("the rules are so already: nothing would change")


def _set_class(there, library, made, entry):
    written, _, name = entry.partition("=")
    role, _, function = written.partition(".")
    if name not in CLASSES or role not in CONTRACTS:
        raise CairnError(
            f'"{entry}" is no class of an act: write CONTRACT.FUNCTION=CLASS, where CONTRACT is '
            f"{', '.join(CONTRACTS)} and CLASS is {', '.join(CLASSES)}"
        )
    contract = getattr(there.suite, role)
    act = (contract.address, selector_of(contract, function), CLASSES.index(name))
    title = f"Decide on {role}.{function} as on {SUBJECTS[act[-1]]}"
    made.add(title, there.suite.rules, "set_class", act)


def selector_of(contract: Contract, function: str) -> bytes:
    """Return the first bytes of a call of a function, by its name or by its name and types."""
    kind = contract.interface
    changing = [it for it in kind.functions if it.changes]
    fitting = [it for it in changing if function in (it.name, it.signature)]
    if len(fitting) != 1:
        names = ", ".join(sorted({it.name for it in changing}))
        told = "; ".join(it.signature for it in fitting) or names
        raise CairnError(f'"{function}" is not one function of {kind.name}; there are: {told}')
    return fitting[0].selector


def _set_chamber(there, library, made, entry):
    chamber = NOBODY if entry == "none" else there.address_of(entry)
    title = "Do without a chamber" if entry == "none" else f"Name {chamber} the chamber"
    made.add(title, there.suite.dao, "set_chamber", chamber)


def _replace_key(there, library, made, entry):
    old, equals, new = entry.partition("=")
    if not equals:
        raise CairnError(f'--replace-key "{entry}": write OLD=NEW, the lost key and the new one')
    member, key = there.address_of(old), there.address_of(new)
    made.add(f"Replace the key of {member}", there.suite.educators, "replace_key", member, key)


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
