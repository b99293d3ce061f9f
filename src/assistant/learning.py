"""Learning from use: what was asked and not understood, grouped, and turned into sentences of an intent.

`unanswered` reads the store; `learn` edits one file of intents. Both are for people who look after the content: the
console and the command line call the same two functions. Nothing is learned without a person who says what it means.
"""

from __future__ import annotations

import difflib
import hashlib
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Final

from assistant.errors import AssistantError
from assistant.language.authoring import as_template, with_sentences
from assistant.language.clusters import group
from assistant.language.entities import extract, mask
from assistant.language.evaluate import evaluate
from assistant.language.features import fold, slots_of
from assistant.language.intents import OUT_OF_SCOPE, SLOTS, Intent, Sentence, load_intents
from assistant.language.lint import Problem, nearly_same
from assistant.language.matcher import masked
from assistant.language.templates import TemplateError, expand
from assistant.language.tongues import locale_of
from assistant.lint import check
from assistant.reference import mask_text
from assistant.service import Assistant, MessageRequest
from assistant.store import Store, TurnRecord

KINDS: Final = ("fallback", "choice")
LONGEST: Final = 300
"""Characters of a sentence: a longer text is a letter, of which the asking sentence is what can be learned."""

_LIKELY = 3
_ANY_DAY = date(2000, 1, 1)  # masking looks at kinds of values only


class NotLearned(AssistantError):
    """A sentence that cannot be learned, or a file that fails its checks with it; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A text that ended in a fallback or a choice; `at` is in UTC, `times` how often the same text came."""

    text: str
    kind: str
    locale: str
    at: datetime
    conversation_id: str
    turn: int
    times: int = 1


@dataclass(frozen=True, slots=True)
class Group:
    """Texts that say about the same, the most central first.

    `id` names exactly these texts: with others it is another group. `likely` are the intents the texts are nearest
    to, with the mean of their probabilities.
    """

    id: str
    texts: tuple[Unanswered, ...]
    likely: tuple[tuple[str, float], ...]

    @property
    def times(self) -> int:
        """How many messages the group stands for."""
        return sum(each.times for each in self.texts)


@dataclass(frozen=True, slots=True)
class Added:
    """A sentence as it was written into the file."""

    text: str
    lang: str
    sentence: str
    line: int


@dataclass(frozen=True, slots=True)
class Learned:
    """What came of it: `added` sentences, and texts `known` to the intent already.

    `accuracy` is that on an evaluation file before and after, None without one.
    """

    intent: str
    file: Path
    added: tuple[Added, ...]
    known: tuple[str, ...]
    accuracy: tuple[float, float] | None = None


async def unanswered(
    assistant: Assistant,
    store: Store,
    *,
    since: datetime | None = None,
    kinds: Sequence[str] = KINDS,
    limit: int = 1000,
    settled: bool = False,
) -> list[Group]:
    """Group the texts whose reply was of one of `kinds`, of the last `limit` such turns, the most asked first.

    With `settled`, also those that the intents of today understand, or hold as a sentence; a choice between the two
    services is no misunderstanding and counts as understood. Raises Unavailable.
    """
    turns = await store.turns_answered(kinds, since, limit)
    asked = [each for each in _distinct(turns) if settled or not _settled(assistant, each)]
    return sorted(_groups(assistant, asked), key=lambda each: -each.times)


def learn(
    intents_dir: Path,
    responses_dir: Path,
    intent: str,
    texts: Sequence[str],
    *,
    lang: str | None = None,
    eval_file: Path | None = None,
    cache_dir: Path | None = None,
) -> Learned:
    """Write texts as sentences of an intent, values as slots, and check all content with them.

    `lang` (otherwise that of each text) says under which language. The file is replaced as a whole, and only when no
    check that passed before fails; with `eval_file` (see `load_cases`), also only when no more of it goes wrong.
    Raises NotLearned with the reasons, ContentError when the intents cannot be read as they are.
    """
    intents = load_intents(intents_dir)
    if intent not in intents:
        near = difflib.get_close_matches(intent, intents, n=1)
        raise NotLearned(f"There is no intent {intent!r}" + (f" (did you mean {near[0]!r}?)." if near else "."))
    file = intents[intent].file
    before = file.read_bytes()
    wanted, known = _wanted(intents, intent, texts, lang)
    if not wanted:
        return Learned(intent, file, (), known)
    source = before.decode("utf-8")
    for language in dict.fromkeys(language for _, language, _ in wanted):
        sentences = [sentence for _, of, sentence in wanted if of == language]
        try:
            source = with_sentences(source, language, sentences)
        except ValueError as wrong:
            raise NotLearned(f"{file}: {wrong}.") from None
    accuracy = None
    with tempfile.TemporaryDirectory(prefix="assistant-learn-") as draft:
        tried = Path(draft) / "intents"
        shutil.copytree(intents_dir, tried)
        (tried / file.name).write_bytes(source.encode())
        _checked(intents_dir, tried, responses_dir)
        if eval_file is not None:
            accuracy = _measured(eval_file, intents_dir, tried, cache_dir)
        lines = {each.template: each.line for each in load_intents(tried)[intent].sentences}
    _replace(file, before, source.encode())
    added = tuple(Added(text, of, sentence, lines[sentence]) for text, of, sentence in wanted)
    return Learned(intent, file, added, known, accuracy)


# -- what was not understood ----------------------------------------------------------------------------------------


def _distinct(turns: Sequence[TurnRecord]) -> list[Unanswered]:
    """One entry for each text, the newest, in the order of the texts, so that the grouping does not vary."""
    found: dict[str, Unanswered] = {}
    for turn in turns:
        text = str(turn.request.get("text", ""))
        key = _bare(mask_text(text))
        if key in found:
            found[key] = replace(found[key], times=found[key].times + 1)
            continue
        found[key] = Unanswered(
            text, turn.reply["kind"], turn.reply["locale"], turn.at, turn.conversation_id, turn.turn
        )
    return [found[key] for key in sorted(found)]


def _settled(assistant: Assistant, asked: Unanswered) -> bool:
    if assistant.matcher.known(mask_text(asked.text)):
        return True  # out of scope, for one: its answer is a fallback, as it should be
    body = assistant.reply(MessageRequest(asked.text, locale=asked.locale), None).body
    return body["kind"] not in KINDS or bool(body["missing"])


def _groups(assistant: Assistant, asked: Sequence[Unanswered]) -> Iterator[Group]:
    for one in group([each.text for each in asked], mask=mask_text) if asked else ():
        texts = tuple(asked[place] for place in one.places)
        digest = hashlib.sha256("\0".join(sorted(each.text for each in texts)).encode()).hexdigest()
        chances: Counter[str] = Counter()
        for each in texts:
            chances.update(dict(assistant.matcher.rank(mask_text(each.text))))
        likely = tuple((intent, round(total / len(texts), 4)) for intent, total in chances.most_common(_LIKELY))
        yield Group(digest[:8], texts, likely)


# -- what is to be learned --------------------------------------------------------------------------------------------


def _wanted(
    intents: Mapping[str, Intent], intent: str, texts: Sequence[str], lang: str | None
) -> tuple[list[tuple[str, str, str]], tuple[str, ...]]:
    """The (text, language, sentence) to write, and the texts the intent has already. Raises NotLearned."""
    places = {
        _bare(masked(said, mask_text)): (name, sentence)
        for name, one in intents.items()
        for sentence in one.sentences
        for said in sentence.texts
    }
    wanted: dict[str, tuple[str, str, str]] = {}
    known: list[str] = []
    reasons: list[str] = []
    for text in texts:
        sentence = as_template(mask(text, extract(text, _ANY_DAY)))  # in its own characters, unlike `mask_text`
        bare, wrong = _readable(sentence, text)
        if wrong:
            reasons.append(wrong)
        elif bare in wanted or (bare in places and places[bare][0] == intent):
            known.append(text)
        else:
            reasons += _elsewhere(text, bare, intents, intent, places)
            wanted[bare] = (text, lang or locale_of(text), sentence)
    if reasons:
        raise NotLearned("\n".join(reasons))
    return list(wanted.values()), tuple(known)


def _readable(sentence: str, text: str) -> tuple[str, str | None]:
    """A sentence as the matcher compares it, and why it cannot be one."""
    if len(sentence) > LONGEST:
        return "", f"{text[:40]!r}... has more than {LONGEST} characters: give the sentence that asks."
    try:
        (said,) = expand(sentence, slots=SLOTS)
    except TemplateError as wrong:
        return "", f"{text!r}: {wrong}."
    bare = _bare(said)
    return bare, None if any(map(str.isalnum, bare)) or slots_of(bare) else f"{text!r} says nothing."


def _elsewhere(
    text: str, bare: str, intents: Mapping[str, Intent], intent: str, places: Mapping[str, tuple[str, Sentence]]
) -> Iterator[str]:
    """Why a text would pull at another intent."""
    for other, (name, sentence) in places.items():
        if name != intent and (other == bare or nearly_same(bare, other)):
            where = f"{intents[name].file.name}:{sentence.line}"
            yield f"{text!r} is {'' if other == bare else 'nearly '}{sentence.template!r} of {name} ({where})."


def _bare(masked_text: str) -> str:
    return fold(masked_text).replace(" ", "")


def _checked(intents_dir: Path, tried: Path, responses_dir: Path) -> None:
    """Raise NotLearned with the errors there were not before."""
    errors = _errors(tried, responses_dir)
    if errors:
        before = {(each.code, each.fault.message) for each in _errors(intents_dir, responses_dir)}
        errors = [each for each in errors if (each.code, each.fault.message) not in before]
    if errors:
        shown = (replace(each, fault=replace(each.fault, file=intents_dir / each.fault.file.name)) for each in errors)
        raise NotLearned("\n".join(map(str, shown)))


def _errors(intents_dir: Path, responses_dir: Path) -> list[Problem]:
    return [each for each in check(intents_dir, responses_dir, mask=mask_text) if each.severity == "error"]


def _measured(eval_file: Path, intents_dir: Path, tried: Path, cache_dir: Path | None) -> tuple[float, float]:
    """The accuracy before and after. Raises NotLearned when it falls, with the texts that now go wrong."""
    old, new = (evaluate(eval_file, each, mask=mask_text, cache_dir=cache_dir) for each in (intents_dir, tried))
    if new.accuracy < old.accuracy:
        lost = [
            after for before, after in zip(old.results, new.results, strict=True) if before.right and not after.right
        ]
        shown = "\n".join(f"{each.case.text!r} is now read as {each.predicted or OUT_OF_SCOPE}." for each in lost)
        raise NotLearned(f"Accuracy would fall from {old.accuracy:.1%} to {new.accuracy:.1%}.\n{shown}")
    return old.accuracy, new.accuracy


def _replace(file: Path, before: bytes, after: bytes) -> None:
    """Put the new file in the place of the old as a whole. Raises NotLearned when the old one is not as it was."""
    if file.read_bytes() != before:
        raise NotLearned(f"{file} was changed by somebody else in between: try again.")
    handle, draft = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as new:
            new.write(after)
        shutil.copymode(file, draft)
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
