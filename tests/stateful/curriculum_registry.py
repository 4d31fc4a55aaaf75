"""The rules of the curriculum registry, told as in `credentials.py`."""

from cairn.chain.suite import create_address
from cairn.curricula.record import Record, record_hash
from stateful.credentials import LAST_SECOND
from stateful.parts import Door, require
from stateful.state import class_words


class CurriculumRegistry(Door):
    role = "curricula"

    def stage(self, sender, data):
        name = record_hash(data)
        require(name not in self.state.staged, "curricula: this record is staged already")
        kept = create_address(self.address, 1 + len(self.state.staged)).lower()
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
        for issuer in record.issuers:
            self._check_until(issuer.until)
        self._adopt(name, record)

    def _check_until(self, until: int) -> None:
        over = "curricula: an issuer's accreditation would already be over"
        require(not until or until > self.now, over)
        endless = "curricula: an issuer's accreditation would end on no day of a calendar"
        require(until <= LAST_SECOND, endless)

    def _latest(self, curriculum: int) -> int:
        return max([0, *(v for number, v in self.state.versions if number == curriculum)])

    def _adopt(self, name: bytes, record: Record) -> None:
        last = self.state.last_indices.get(record.curriculum, 0)
        words = class_words(record, last)
        curriculum = self.model.credentials.open_version(
            self.address, record.curriculum, record.version, max([last, *words]), words
        )
        for index, word in words.items():
            self.state.definitions[curriculum << 8 | index] = word
        self.state.versions[curriculum, record.version] = (name, self.now)
        self.model.pathways.keep_rules(self.address, curriculum, self.state.staged[name])
        for issuer in record.issuers:
            self.model.credentials.accredit(
                self.address, curriculum, issuer.address.lower(), issuer.until
            )
        told = {"curriculum": curriculum, "version": record.version, "record_hash": name}
        self.log("VersionAdopted", **told)

    def close_enrolment(self, sender, curriculum, version):
        self._check_owner(sender)
        self.model.credentials.close_version(self.address, curriculum, version)
