"""The rules of the pathway registry, told as in `credentials.py`."""

from stateful.parts import Door, require
from stateful.state import curriculum_of


class PathwayRegistry(Door):
    role = "pathways"
    ONLY_CURRICULA = "pathways: only the curriculum registry may do this"

    def keep_rules(self, sender, curriculum, record):
        """The rules themselves are the record's, which the library has."""
        require(sender == self.model.addresses["curricula"], self.ONLY_CURRICULA)

    def claim(self, sender, class_id):
        version, _ = self.state.enrolments.get((curriculum_of(class_id), sender), (0, 0))
        require(version, "pathways: enrol in this curriculum first")
        found = self.model.library.rule(self.state, class_id, version)
        require(found, "pathways: this version has no rule for this badge")
        told = self.model.library.explain(self.state, class_id, version, sender)
        missing = "pathways: the rule is not met yet; ask for the progress to see what is missing"
        require(told[-1][2], missing)
        self.model.credentials.award_composite(self.address, class_id, sender, version)
