"""The words of the sheet: what goes in, in which order, and what must come out."""
import dataclasses
from typing import Callable


@dataclasses.dataclass(frozen=True)
class Expect:
    """`right`: taken with exactly the answer. `refused`: exit 1, one of the words said, not one row changed. `either`: one of the two.

    The first answer is the whole reading. Further ones are lesser readings that are fair only where a finding says what was left:
    one of the words `lost` stands in it.
    """
    kind: str
    answers: tuple = ()
    words: tuple = ()
    lost: tuple = ()


def right(*answers, lost=()):
    return Expect("right", answers, lost=lost)


def refused(*words):
    return Expect("refused", words=words)


def either(*answers, words=(), lost=()):
    return Expect("either", answers, words, lost)


@dataclasses.dataclass
class Import:
    """One `import FILE --json`. `data` may be a function, for what is large, or the path of something that is no common file."""
    data: bytes | Callable | str
    expect: Expect
    file: str = "预算.txt"
    arguments: tuple = ()
    findings: tuple = ()    # when taken, at least one of these words stands in a finding
    nofindings: tuple = ()  # none of these stands in a finding
    says: tuple = ()        # every one of these patterns is answered, taken or refused
    folded: bool = False    # texts are compared with widths folded: either way of writing is a fair reading
    unchanged: bool = False  # taken, and yet not one row changes


@dataclasses.dataclass
class Command:
    """Any other command. `exit` is the one code or the several that are fair; refused (1) also means: not one row changed."""
    arguments: list
    exit: int | tuple = 0
    says: tuple = ()
    unchanged: bool = False


@dataclasses.dataclass
class Sheet:
    """One `record spend --from FILE --json`. `refused` are the rows' numbers (the header is row 1), None where it is not asked."""
    data: bytes | Callable | str
    refused: tuple | None = ()
    file: str = "支出.csv"
    exit: int | tuple | None = None  # by default 1 where rows are refused, else 0
    says: tuple = ()


@dataclasses.dataclass
class Holds:
    """What a named question (see run.py) must answer out of the database now: one of the fair answers."""
    what: str
    fair: list


@dataclasses.dataclass
class Case:
    name: str
    steps: list
    start: str = "empty"  # the template database: empty, 304 (imported), 306, paid (304 with its payments)
