"""What a proposal would change, in plain sentences made from calldata and chain state.

Never from a description: that is what somebody claims. Whoever signs reads this first.
"""

from collections.abc import Iterator

from cairn.chain.contracts import Contract
from cairn.chain.interfaces import Function, NotOfThisContract, written
from cairn.chain.suite import Rules, Suite
from cairn.credentials.library import NOBODY, Library, staged_record
from cairn.credentials.reasons import sentence_of
from cairn.curricula.record import BadgeClass, Record, class_indices
from cairn.curricula.words.record import called, described, papers
from cairn.curricula.words.requirement import requirement_of
from cairn.governance.decisions import SUBJECTS, decided_so
from cairn.governance.motions import Action
from cairn.say.text import plain
from cairn.say.times import date_of, moment_of


def ether_of(wei: int) -> str:
    """Return an amount to the last wei, as "1.5 ETH"."""
    whole, rest = divmod(wei, 10**18)
    digits = f"{rest:018}".rstrip("0")
    return f"{whole:,}{'.' if digits else ''}{digits} ETH"


# Methods that there is a sentence for; others are told as they are called.
TOLD = {
    "accredit",
    "admit",
    "adopt",
    "close_enrolment",
    "end_accreditation",
    "reinstate",
    "remove",
    "replace_key",
    "revoke",
    "set_chamber",
    "set_class",
    "set_renderer",
    "set_rules",
    "withdraw_invitation",
}


class ActionTeller:
    """Tells what actions do, on one deployment."""

    def __init__(self, suite: Suite, library: Library | None = None, names: dict | None = None):
        self.suite, self.library = suite, library or Library(suite)
        self.names = names or {}  # address -> role in the address book

    def sentences(self, actions: list[Action]) -> list[str]:
        """Return everything that will change if these actions are executed."""
        return [sentence for action in actions for sentence in self._action(action)]

    def who(self, address: str) -> str:
        """Return an address, with the role that it plays in the address book."""
        role = self.names.get(str(address).lower())
        return f"{role} ({address})" if role else str(address)

    def _action(self, action: Action) -> Iterator[str]:
        yield from self._call(action.target, action.data)
        if action.value:
            yield (
                f"It sends {ether_of(action.value)} along to {action.target}, "
                "which whoever executes this pays."
            )

    def _call(self, target: str, data: bytes) -> Iterator[str]:
        contract = self._contract(target)
        try:
            if contract is None:
                raise NotOfThisContract(target)
            function, inputs = contract.interface.decode_input(data)
        except NotOfThisContract:
            yield f"Calls {target} with data that Cairn cannot read: {data.hex() or 'none'}."
            return
        try:
            yield from list(self._told(target, function, inputs))
        except Exception:  # whatever the calldata holds, it must not keep anybody from voting
            told = f"Calls {function.signature} of {target} with {written(function, inputs)}"
            yield f"{told}: Cairn cannot make sense of it."

    def _told(self, target: str, function: Function, inputs: dict) -> Iterator[str]:
        method = function.name
        if method == "transfer_ownership":
            yield from self._transfer_ownership(target, **inputs)
        elif method in TOLD:
            yield from getattr(self, f"_{method}")(**inputs)
        else:
            given = written(function, inputs)
            yield f"Calls {method} of {target}{' with ' if given else ''}{given}."

    def _contract(self, target: str) -> Contract | None:
        for name in self.suite.addresses():
            contract = getattr(self.suite, name)
            if str(contract.address).lower() == str(target).lower():
                return contract
        return None

    def _adopt(self, record_hash: bytes) -> Iterator[str]:
        record = staged_record(self.suite, record_hash)
        if record is None:
            yield f"Adopts the record {record_hash.hex()}, which nobody has staged: it would fail."
            return
        yield from self.record(record)

    def record(self, record: Record) -> Iterator[str]:
        """Return what adopting a record changes."""
        name = f'"{plain(record.title)}" ({plain(record.key)})'
        if record.curriculum:
            yield (
                f"Curriculum {record.curriculum} gets version {record.version}, {name}. "
                "Learners enrolled in an earlier version keep its rules."
            )
        else:
            yield f"A new curriculum is founded: {name}, version 1."
        badges = [badge for badge in record.classes if badge.rank == 0]
        if badges:
            yield (
                f"{_plural(len(badges), 'badge')} can be awarded: "
                + "; ".join(described(badge) for badge in badges)
                + "."
            )
        yield from self._rules(record)
        yield from self._issuers(record)
        yield from papers(record)

    def _rules(self, record: Record) -> Iterator[str]:
        own = self._own_badges(record)

        def badge_of(class_id: int) -> BadgeClass:
            return own.get(class_id) or self.library.badge(class_id)

        def name_of(class_id: int) -> str:
            if class_id in own:
                return called(own[class_id])
            home = plain(self.library.curricula[class_id >> 8].key)
            return f"{self.library.name(class_id)} of {home}"

        for rule in record.rules:
            requirement = requirement_of(
                rule, record.curriculum, record.foreign, lambda badge: badge_of(badge).tenths
            )
            yield (
                "A learner who is enrolled in this version can claim "
                f"{name_of(record.curriculum << 8 | rule.index)} "
                f"with {requirement.sentence(name_of)}."
            )

    def _issuers(self, record: Record) -> Iterator[str]:
        for issuer in record.issuers:
            until = (
                "until the DAO ends it" if not issuer.until else f"until {date_of(issuer.until)}"
            )
            yield f"{self.who(issuer.address)} may award and revoke its badges, {until}."
        if not record.issuers and not record.curriculum:
            yield "Nobody is accredited to award its badges yet."

    def _own_badges(self, record: Record) -> dict[int, BadgeClass]:
        """Return the badges of the record's own curriculum by class id, the new ones among them."""
        adopted = self.library.curricula.get(record.curriculum)
        known = dict(adopted.by_index) if adopted else {}
        indices = class_indices(len(record.classes), max(known, default=0))
        known |= dict(zip(indices, record.classes, strict=True))
        return {record.curriculum << 8 | index: badge for index, badge in known.items()}

    def _close_enrolment(self, curriculum: int, version: int) -> Iterator[str]:
        yield (
            f"Nobody can enrol in version {version} of {self._title(curriculum)} any more; "
            "who is enrolled keeps its rules."
        )

    def _accredit(self, curriculum: int, issuer: str, until: int) -> Iterator[str]:
        end = f"until {moment_of(until)}" if until else "until the DAO ends it"
        yield f"{self.who(issuer)} may award the badges of {self._title(curriculum)}, {end}."

    def _end_accreditation(self, curriculum: int, issuer: str) -> Iterator[str]:
        yield (
            f"{self.who(issuer)} may no longer award or revoke the badges of "
            f"{self._title(curriculum)}; what it has awarded stands."
        )

    def _revoke(self, token_id: int, reason: int) -> Iterator[str]:
        yield f"{self._credential(token_id)} is revoked, as {sentence_of(reason)}: the token goes."

    def _reinstate(self, token_id: int) -> Iterator[str]:
        record = self.suite.credentials.record_of(token_id)
        comes_back = "its holder had given it up, and that stands again: no token comes back"
        if not record.is_given_up:
            comes_back = "the token comes back"
        yield f"{self._credential(token_id)} is reinstated: {comes_back}."

    def _set_renderer(self, renderer: str) -> Iterator[str]:
        yield f"Credentials are shown to wallets by {renderer}. What they certify stays as it is."

    def _admit(self, candidate: str) -> Iterator[str]:
        yield f"{self.who(candidate)} is invited and becomes a member by accepting within 90 days."

    def _remove(self, member: str) -> Iterator[str]:
        yield f"{self.who(member)} is no longer a member. Ballots already cast stay."

    def _withdraw_invitation(self, candidate: str) -> Iterator[str]:
        yield f"{self.who(candidate)} can no longer take the seat that was offered."

    def _replace_key(self, member: str, key: str) -> Iterator[str]:
        yield (
            f"{self.who(key)} is offered the seat of {self.who(member)}, for 90 days. The old key "
            "has a week to turn that down. Once the new one accepts, after that, it votes in that "
            "seat, also on what is open, and the old key does no more."
        )

    def _set_chamber(self, chamber: str) -> Iterator[str]:
        if chamber == NOBODY:
            yield "No chamber may return proposals on a curriculum any more."
        else:
            yield (
                f"{self.who(chamber)} becomes the chamber: it may return a proposal on a "
                "curriculum once, which then needs two thirds and is voted on for twice as long."
            )

    def _set_rules(self, class_: int, rules: tuple) -> Iterator[str]:
        yield f"{decided_so(class_, Rules(*rules))}. That holds for proposals made from then on."

    def _set_class(self, act: tuple) -> Iterator[str]:
        target, selector, class_ = act
        yield (
            f"{self.function(target, bytes(selector))} is a decision on {SUBJECTS[class_]} from "
            "then on."
        )

    def function(self, target: str, selector: bytes) -> str:
        """Return what a function is called, as "EducatorToken.admit"; else its bytes."""
        contract = self._contract(target)
        if contract is not None and selector in contract.interface.by_selector:
            return f"{contract.interface.name}.{contract.interface.by_selector[selector].name}"
        return f"The function 0x{selector.hex()} of {self.who(target)}"

    def _transfer_ownership(self, target: str, new_owner: str) -> Iterator[str]:
        yield (
            f"{self.who(new_owner)} is offered the ownership of {target}. "
            "Once accepted, this DAO decides nothing there any more."
        )
        if str(target) == str(self.suite.credentials.address):
            yield "Curricula and reinstatements go with it: they obey whoever owns the credentials."

    def _title(self, curriculum: int) -> str:
        adopted = self.library.curricula.get(curriculum)
        return f'"{plain(adopted.latest.record.title)}"' if adopted else f"curriculum {curriculum}"

    def _credential(self, token_id: int) -> str:
        holder = f"0x{token_id & (1 << 160) - 1:040x}"
        return f"The credential {self.library.name(token_id >> 160)} of {self.who(holder)}"


def _plural(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
