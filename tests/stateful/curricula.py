"""Curricula of any shape: records as educators could have written them, drawn at random."""

from cairn.chain.suite import DAY
from cairn.curricula.compiler.algebra import Count, count_of, credits_of
from cairn.curricula.compiler.gates import Masks, gates_of
from cairn.curricula.record import BadgeClass, Issuer, Record, Rule, class_indices
from stateful.state import curriculum_of

VALIDITIES = (0, 0, 0, 1, 2, 30)  # days
MOST_CLASSES = 40  # of one curriculum: three sheets
MOST_RANK = 15

Parts = dict[int, str | Count]  # by the composite's index: what earns it
Ranks = dict[int, int]  # by class index


def draw_record(world, pick, curriculum: int = 0) -> Record:
    """A new curriculum, or the next version of one, that is well-formed as things stand."""
    versions = [version for number, version in world.state.versions if number == curriculum]
    ranks = world.ranks(curriculum)
    new = class_indices(_how_many(pick, ranks), max(ranks, default=0))
    foreign = _foreign(world, pick, curriculum) if pick.chance(30) else {}
    parts = _new_composites(world, pick, new, ranks, foreign)
    _old_composites(pick, ranks, parts)
    used = sorted({foreign[key] for part in parts.values() for key in keys_of(part) & set(foreign)})
    masks = Masks(
        {str(index): index for index in ranks}, {f"other {e}": n for n, e in enumerate(used)}
    )
    return Record(
        key=f"c{len(world.library.records)}",
        title=f"Curriculum {len(world.library.records)}",
        classes=tuple(_badge(pick, index, ranks[index]) for index in new),
        rules=tuple(Rule(index, gates_of(part, masks)) for index, part in sorted(parts.items())),
        foreign=tuple(used),
        issuers=tuple(_issuers(world, pick)),
        curriculum=curriculum,
        version=1 + max(versions, default=0),
    )


def _how_many(pick, ranks: Ranks) -> int:
    """Mostly a few; sometimes as many as need a second sheet."""
    if len(ranks) > MOST_CLASSES:
        return 0
    return pick.number(13, 17) if pick.chance(20) else pick.number(0 if ranks else 2, 5)


def _foreign(world, pick, curriculum: int) -> dict[str, int]:
    """Classes of other curricula that a rule may name."""
    others = [each for each in world.state.definitions if curriculum_of(each) != curriculum]
    return {f"other {each}": each for each in pick.some(others, 2)}


def _new_composites(world, pick, new: list[int], ranks: Ranks, foreign: dict[str, int]) -> Parts:
    """Let the last of the new classes be composites, each of anything before it."""
    count = min(pick.number(0 if ranks else 1, 2), max(0, len(new) - 1))
    badges, composites = new[: len(new) - count], new[len(new) - count :]
    ranks |= dict.fromkeys(badges, 0)
    heights = {key: world.state.definitions[class_id] & 255 for key, class_id in foreign.items()}
    parts: Parts = {}
    for index in composites:
        heights |= {str(each): rank for each, rank in ranks.items()}
        parts[index] = draw_part(pick, [key for key in heights if heights[key] < MOST_RANK])
        ranks[index] = 1 + max(heights[key] for key in keys_of(parts[index]))
    return parts


def _old_composites(pick, ranks: Ranks, parts: Parts) -> None:
    """Give older composites a rule of this version: those that count, and most others."""
    for index in sorted(ranks.keys() - parts.keys(), key=ranks.get, reverse=True):
        counts = {key for part in parts.values() for key in keys_of(part)}
        if ranks[index] and (str(index) in counts or pick.chance(70)):
            parts[index] = draw_part(pick, [str(e) for e in ranks if ranks[e] < ranks[index]])


def _badge(pick, index: int, rank: int) -> BadgeClass:
    return BadgeClass(
        key=f"b{index}",
        name=f"Badge {index}",
        rank=rank,
        valid_days=pick.one(VALIDITIES),
        type=pick.number(0, 18),
        tenths=pick.number(0, 300),
    )


def _issuers(world, pick) -> list[Issuer]:
    ends = (0, 0, 0, 0, world.now + 3 * DAY, world.now + 30 * DAY)
    return [Issuer(issuer, pick.one(ends)) for issuer in sorted(pick.some(world.issuers, 2))]


def draw_part(pick, keys: list[str], depth: int = 2) -> str | Count:
    """A rule: so many of some badges, or a sum of credits, or groups of these."""
    chosen = pick.some(keys, 5)
    if len(chosen) > 1 and pick.chance(20):
        weights = {key: pick.number(1, 9) for key in chosen}
        return credits_of(pick.number(1, sum(weights.values())), weights)
    parts: list[str | Count] = list(chosen)
    if depth and pick.chance(40):
        parts += [draw_part(pick, keys, depth - 1) for _ in range(pick.number(1, 2))]
        parts = list(dict.fromkeys(parts))
    return count_of(pick.number(1, min(len(parts), 3)), parts)


def keys_of(part: str | Count) -> set[str]:
    if isinstance(part, str):
        return {part}
    return {key for each in part.parts for key in keys_of(each)}
