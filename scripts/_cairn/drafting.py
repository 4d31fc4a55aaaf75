"""Wording a proposal: from a curriculum file or named acts to actions, and sentences about them."""

from dataclasses import dataclass, field

from ape.api import AccountAPI
from ape.exceptions import ContractLogicError

from scripts._cairn.bounds import check_rules
from scripts._cairn.compiler import compile_record
from scripts._cairn.errors import CairnError
from scripts._cairn.faults import load_sound
from scripts._cairn.motions import Action, Motion, check_fits, columns, propose
from scripts._cairn.reader import NOBODY, Library
from scripts._cairn.reasons import code_of
from scripts._cairn.record import Record
from scripts._cairn.sentences import ActionTeller, moment_of
from scripts._cairn.stage import Stage, reason_of
from scripts._cairn.suite import Rules
from scripts._cairn.text import natural

# What the DAO's `simulate` says when nothing is wrong.
SIMULATED = "dao: all of it would succeed; a simulation changes nothing"
FAILED = "dao: an action fails: "


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
            if entries:
                _set_rules(stage, made, entries)
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
        if reason_of(error) != SIMULATED:
            reason = reason_of(error).removeprefix(FAILED)
            raise CairnError(f"if executed now this would fail: {reason}") from error


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


def _set_rules(stage, made, settings):
    rules = Rules(*stage.suite.dao.rules())._asdict()
    for text in settings:
        name, equals, number = text.partition("=")
        if name not in rules or not equals or natural(number) is None:
            raise CairnError(
                f'"{text}" is no rule: write NAME=NUMBER, where NAME is {", ".join(rules)}'
            )
        rules[name] = natural(number)
    check_rules(Rules(**rules))
    made.add("Change how the DAO decides", stage.suite.dao, "set_rules", tuple(rules.values()))


ACTS = {
    "accredit": _accredit,
    "end_accreditation": _end_accreditation,
    "close_enrolment": _close_enrolment,
    "revoke": _revoke,
    "reinstate": _reinstate,
    "admit": _admit,
    "remove": _remove,
}
