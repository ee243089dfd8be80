"""Choose on which terms one means to check out; they are kept until one does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from core.families.benefit import require_account
from core.families.errors import MemberGoneError
from core.families.family import Role
from core.families.membership import require_adult, require_family
from core.orders.checkout import preview_checkout
from core.orders.errors import CheckoutChangedError, DiscountTooHighError
from core.orders.terms import OwnedLine, PayMode, Split, Terms, settle_terms, shares_of
from core.people.question import QUESTION_LIFE, Ask, Question, take_answer
from core.shared.money import parse_amount

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from core.families.family import Family
    from core.orders.ports import CheckoutWork
    from core.orders.terms import FeeSplit

HIGHEST_WEIGHT: Final = 100


def choose_pay_mode(work: CheckoutWork, *, now: datetime, actor: int, pay: PayMode) -> None:
    """Let the shop get its money so.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
        AccountOffError: the shared account was to pay, and the family has none at the moment.
    """
    del now
    family = _hold(work, actor)
    if pay is PayMode.ACCOUNT:
        require_account(work, family)
    work.keep_draft_terms(actor, replace(work.draft_terms(actor), pay=pay))


def choose_split(work: CheckoutWork, *, now: datetime, actor: int, split: Split) -> None:
    """Let the order be split so: by weights all adults begin with the same, by amounts with equal shares.

    What was chosen already stays as it is.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
        DomainError: there is nothing to check out, or not for the actor, as `preview_checkout` says.
    """
    family = _hold(work, actor)
    terms = work.draft_terms(actor)
    if terms.split is split:
        return
    portions: dict[int, int] = {}
    if split is Split.WEIGHTS:
        portions = dict.fromkeys(_adults(work, family.id), 1)
    if split is Split.AMOUNTS:
        view = preview_checkout(work, now=now, actor=actor)
        whole = [OwnedLine(actor, view.explained[0].minor)]
        adults = [person for person, _ in view.adults]
        equal = shares_of(whole, settle_terms(Terms(split=Split.EQUAL), whole, adults))
        portions = {person: share.minor for person, share in equal.items()}
    work.keep_draft_terms(actor, replace(terms, split=split, portions=portions))


def choose_portion(
    work: CheckoutWork, *, now: datetime, actor: int, split: Split, person: int, portion: int
) -> None:
    """Let an adult bear this weight, or this amount in minor units: the target value.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
        MemberGoneError: the person is no adult of the family any more.
        CheckoutChangedError: the actor has chosen to split otherwise meanwhile.
    """
    del now
    family = _hold(work, actor)
    _keep_portion(work, actor, family.id, split, person, portion)


def choose_fee_split(work: CheckoutWork, *, now: datetime, actor: int, fee_split: FeeSplit) -> None:
    """Let the fee be split so.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
    """
    del now
    _hold(work, actor)
    work.keep_draft_terms(actor, replace(work.draft_terms(actor), fee_split=fee_split))


def drop_fee(work: CheckoutWork, *, now: datetime, actor: int) -> None:
    """Let nothing come on top of the lines.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
    """
    del now
    _hold(work, actor)
    work.keep_draft_terms(actor, replace(work.draft_terms(actor), fee=0))


def drop_discount(work: CheckoutWork, *, now: datetime, actor: int) -> None:
    """Let nothing come off the lines.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
    """
    del now
    _hold(work, actor)
    work.keep_draft_terms(actor, replace(work.draft_terms(actor), discount=0))


def ask_for_fee(work: CheckoutWork, *, now: datetime, actor: int) -> None:
    """Wait for what comes on top of the lines.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
    """
    family = _hold(work, actor)
    work.put_question(Question(actor, Ask.ORDER_FEE, {"family": family.id}, now + QUESTION_LIFE))


def type_fee(work: CheckoutWork, *, now: datetime, actor: int, text: str) -> None:
    """Let what was typed come on top of the lines, as the answer to the question.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
        AmountUnreadableError: the text is no amount; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    family = _hold(work, actor)
    fee = parse_amount(text, family.currency)
    take_answer(work, now, actor, Ask.ORDER_FEE, {"family": family.id})
    work.keep_draft_terms(actor, replace(work.draft_terms(actor), fee=fee.minor))


def ask_for_discount(work: CheckoutWork, *, now: datetime, actor: int) -> None:
    """Wait for what comes off the lines.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
    """
    family = _hold(work, actor)
    work.put_question(Question(actor, Ask.ORDER_DISCOUNT, {"family": family.id}, now + QUESTION_LIFE))


def type_discount(work: CheckoutWork, *, now: datetime, actor: int, text: str) -> None:
    """Let what was typed come off the lines, as the answer to the question.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
        AmountUnreadableError: the text is no amount; the question stays open.
        DiscountTooHighError: it is more than the lines cost; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
        DomainError: there is nothing to check out, or not for the actor, as `preview_checkout` says.
    """
    family = _hold(work, actor)
    discount = parse_amount(text, family.currency)
    highest = preview_checkout(work, now=now, actor=actor).explained[0].lines_minor
    if discount.minor > highest:
        raise DiscountTooHighError(highest, family.currency)
    take_answer(work, now, actor, Ask.ORDER_DISCOUNT, {"family": family.id})
    work.keep_draft_terms(actor, replace(work.draft_terms(actor), discount=discount.minor))


def ask_for_portion(work: CheckoutWork, *, now: datetime, actor: int, person: int) -> str:
    """Wait for what an adult bears of the order; return their name.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
        MemberGoneError: the person is no adult of the family any more.
    """
    family = _hold(work, actor)
    names = {member.person: member.name for member in work.members(family.id)}
    if person not in _adults(work, family.id):
        raise MemberGoneError
    subject = {"family": family.id, "person": person}
    work.put_question(Question(actor, Ask.ORDER_AMOUNT, subject, now + QUESTION_LIFE))
    return names[person]


def type_portion(work: CheckoutWork, *, now: datetime, actor: int, person: int, text: str) -> None:
    """Let an adult bear what was typed, as the answer to the question.

    Raises:
        NoFamilyError: the actor is in no family.
        AdultsOnlyError: the actor is a limited member.
        MemberGoneError: the person is no adult of the family any more.
        CheckoutChangedError: the actor has chosen to split otherwise meanwhile.
        AmountUnreadableError: the text is no amount; the question stays open.
        QuestionGoneError: nobody asked, or not any more.
    """
    family = _hold(work, actor)
    amount = parse_amount(text, family.currency)
    take_answer(work, now, actor, Ask.ORDER_AMOUNT, {"family": family.id, "person": person})
    _keep_portion(work, actor, family.id, Split.AMOUNTS, person, amount.minor)


def _keep_portion(
    work: CheckoutWork, actor: int, family: int, split: Split, person: int, portion: int
) -> None:
    terms = work.draft_terms(actor)
    if terms.split is not split or split not in (Split.WEIGHTS, Split.AMOUNTS):
        raise CheckoutChangedError
    adults = _adults(work, family)
    if person not in adults:
        raise MemberGoneError
    if split is Split.WEIGHTS:
        portion = min(portion, HIGHEST_WEIGHT)
    portions = {adult: terms.portions.get(adult, 0) for adult in adults} | {person: portion}
    work.keep_draft_terms(actor, replace(terms, portions=portions))


def _adults(work: CheckoutWork, family: int) -> Sequence[int]:
    return [member.person for member in work.members(family) if member.role is Role.ADULT]


def _hold(work: CheckoutWork, actor: int) -> Family:
    family = require_family(work, require_adult(work, actor).family)
    require_adult(work, actor, family.id)
    return family
