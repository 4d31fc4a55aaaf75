"""The rules of DecisionRules, told as in `credentials.py`."""

from cairn.chain.suite import DAY, HOUR, Rules
from stateful import state as s
from stateful.parts import Part, require

ONE_OF_FOUR = "rules: a class is a number from 0 to 3"
WITHIN = {  # field: least, most, and what is said of anything else
    "voting_delay": (0, 30 * DAY, "rules: the voting delay must be 30 days or less"),
    "voting_period": (
        HOUR,
        60 * DAY,
        "rules: the voting period must be between an hour and 60 days",
    ),
    "quorum": (0, 10_000, "rules: the quorum must be 10,000 basis points or less"),
    "minimum": (3, 255, "rules: the smallest quorum must be between three heads and 255"),
    "majority": (1, 3, "rules: the majority must be 1, 2 or 3 votes for each vote against"),
    "delay": (0, 30 * DAY, "rules: the delay must be 30 days or less"),
    "grace": (DAY, 60 * DAY, "rules: the grace period must be between a day and 60 days"),
}


class DecisionRules(Part):
    role = "rules"

    def found(self, rulebook, acts) -> None:
        """What the constructor does."""
        for class_, rules in enumerate(rulebook):
            self._set(class_, rules)
        for act in acts:
            self._classify(*act)

    def set_rules(self, sender, class_, rules):
        self._check_dao(sender)
        require(class_ <= s.CONSTITUTION, ONE_OF_FOUR)
        self._set(class_, Rules(*rules))

    def _set(self, class_: int, rules: Rules) -> None:
        for name, (least, most, refusal) in WITHIN.items():
            require(least <= getattr(rules, name) <= most, refusal)
        self.state.rules[class_] = rules
        self.log("RulesSet", class_=class_, rules=tuple(rules))

    def set_class(self, sender, act):
        self._check_dao(sender)
        self._classify(*act)

    def _classify(self, target: str, selector: bytes, class_: int) -> None:
        own = (self.model.addresses["dao"], self.model.addresses["rules"])
        require(target not in own, "rules: the DAO's own acts are always constitution")
        require(class_ <= s.CONSTITUTION, ONE_OF_FOUR)
        empty = "rules: a call without a selector is always constitution"
        require(selector != bytes(4), empty)
        moves = "rules: what moves a token is treasury at least"
        require(class_ >= s.TREASURY or selector not in s.TOKEN_MOVES, moves)
        self.state.acts[target, selector] = class_
        self.log("ActClassed", target=target, selector=selector, class_=class_)

    def _check_dao(self, sender: str) -> None:
        is_dao = sender == self.model.addresses["dao"]
        require(is_dao, "rules: only the DAO may do this, by a vote")
