"""The rules of the pathway registry, told as in `credentials.py`."""

from cairn.chain.suite import create_address
from cairn.curricula.record import Record, record_hash
from stateful.parts import Soulbound, require
from stateful.state import curriculum_of

WORD = 32  # bytes
HEAD = 2  # words of a record before its classes


class Registry(Soulbound):
    role = "registry"

    def stage(self, sender, data):
        name = record_hash(data)
        require(name not in self.state.staged, "curricula: this record is staged already")
        nonce = 1 + len(self.state.staged)
        kept = create_address(self.model.addresses["registry"], nonce).lower()
        self.state.staged[name] = kept
        self.log("RecordStaged", record_hash=name, record=kept, by=sender)

    def adopt(self, sender, name):
        self._check_owner(sender)
        require(name in self.state.staged, "curricula: no record with this hash is staged")
        is_new = all(name != adopted for adopted, _ in self.state.versions.values())
        require(is_new, "curricula: this record is in force already")
        record = self.model.library.records.get(name)
        require(record, "curricula: this is not a curriculum record")
        latest = self._latest(record.curriculum)
        another = "curricula: the record is for another version of the curriculum"
        require(record.version == latest + 1, another)
        over = "curricula: an issuer's accreditation would already be over"
        are_ahead = all(not issuer.until or issuer.until > self.now for issuer in record.issuers)
        require(are_ahead, over)
        curriculum = self._found(record)
        self.state.versions[curriculum, record.version] = (name, self.now)
        for issuer in record.issuers:
            self.model.credentials.accredit(
                self.model.addresses["registry"], curriculum, issuer.address.lower(), issuer.until
            )
        told = {"curriculum": curriculum, "version": record.version, "record_hash": name}
        self.log("VersionAdopted", **told)

    def _check_owner(self, sender: str) -> None:
        is_owner = sender == self.model.addresses["dao"]
        require(is_owner, "curricula: only the DAO may do this, by a vote")

    def _latest(self, curriculum: int) -> int:
        return max([0, *(v for number, v in self.state.versions if number == curriculum)])

    def _found(self, record: Record) -> int:
        data = record.encode()
        starts = range(HEAD * WORD, (HEAD + len(record.classes)) * WORD, WORD)
        classes = [int.from_bytes(data[at : at + WORD], "big") for at in starts]
        registry = self.model.addresses["registry"]
        return self.model.credentials.open_version(
            registry, record.curriculum, record.version, classes
        )

    def close_enrolment(self, sender, curriculum, version):
        self._check_owner(sender)
        self.model.credentials.close_version(self.model.addresses["registry"], curriculum, version)

    def claim(self, sender, class_id):
        version, _ = self.state.enrolments.get((curriculum_of(class_id), sender), (0, 0))
        require(version, "pathways: enrol in this curriculum first")
        found = self.model.library.rule(self.state, class_id, version)
        require(found, "pathways: this version has no rule for this badge")
        told = self.model.library.explain(self.state, class_id, version, sender)
        missing = "pathways: the rule is not met yet; ask for the progress to see what is missing"
        require(told[-1][2], missing)
        registry = self.model.addresses["registry"]
        self.model.credentials.award_composite(registry, class_id, sender, version)
