"""Every button there is, pressed by everybody who should not: what a press carries proves nothing.

`PRESSES` has presses of every class in `bot.callbacks`, about things of Мама's family. Whoever adds a class
adds presses of it here, and says in `ALLOWED` for whom they may change something. Nothing else may change.
"""

from __future__ import annotations

import pkgutil
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from aiogram.filters.callback_data import CallbackData
from pydantic import SecretStr

import bot.callbacks
from bot.callbacks import (
    account,
    adding,
    approvals,
    benefits,
    books,
    carts,
    customs,
    families,
    invites,
    journal,
    orders,
    own,
    own_orders,
    payments,
    people,
    shopping,
    staples,
    terms,
)
from bot.callbacks.people import Place
from core.carts.agreement import Choice
from core.families.benefit import Benefit
from core.invites.invite import Term
from core.orders.charge import Receipt
from core.orders.terms import PayMode
from sandbox.fixtures import PROVIDER_TOKEN
from tests.bot.stage import DAD, KID, MUM, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

SORRY = "Что-то пошло не так"
NOBODYS = 32 * "A"
"""A token that was never made."""

BALANCES = """\
Date,Description,Category,Cost,Currency,Мама,Папа
2026-03-01,ужин,General,10.00,RUB,10.00,-10.00
""".encode()
"""What another ledger exported."""

PRESSES: dict[type[CallbackData], tuple[str, ...]] = {
    own.OwnPagePress: ("op:0",),
    own.OwnLinePress: ("ol:{own}",),
    own.OwnQuantityPress: ("oq:{own}:1:9:0",),
    own.OwnEditPress: ("oe:{own}:1",),
    own.OwnRemovePress: ("or:{own}",),
    own.OwnMovePress: ("om:{own}:1",),
    own.OwnMoveAllPress: ("oall:{own}",),
    own.OwnMoveBackPress: ("oback:{addition}",),
    own.OwnUndoPress: ("oundo:{own_addition}",),
    own_orders.OwnOrdersPagePress: ("oos:0",),
    own_orders.OwnOrderPress: ("oo:{own_order}:0",),
    own_orders.OwnLockPress: ("olock:1:{own_seal}:1", "olock:0:{own_seal}:0"),
    own_orders.OwnPricePress: ("oprice:{own}:1",),
    own_orders.OwnMarkPress: ("omark:{own_order}:paid:1", "omark:{own_order}:received:1"),
    own_orders.OwnCancelPress: ("ooff:{own_order}",),
    own_orders.OwnRepeatPress: ("oagain:{own_order}:0",),
    own.InlinePress: ("in:{ask}:1", "in:{ask}:0"),
    adding.AddedPress: ("added:{addition}",),
    adding.FixPress: ("fix:{addition}",),
    adding.MergePress: ("mg:{scooter}:1:{bread}:1",),
    adding.PriceReadPress: ("isprice:{bread}:1",),
    adding.NotePress: ("note:{bread}:1",),
    adding.NoNotePress: ("nonote:{bread}:1",),
    approvals.DecidePress: ("decide:{scooter}:1:1", "decide:{scooter}:1:0", "decide:{cleaner}:1:1"),
    approvals.DecisionNotePress: ("decidenote:{scooter}:1:1", "decidenote:{scooter}:1:0"),
    approvals.RequestsPagePress: ("asking:0",),
    benefits.BenefitPress: ("benefit:{family}:cart:0", "benefit:{family}:voting:0"),
    benefits.BenefitsPagePress: ("benefits:0",),
    carts.VotePress: ("v:{cleaner}:1:1", "v:{cleaner}:1:-1", "v:{scooter}:1:1"),
    carts.LineVotePress: ("lv:{cleaner}:1:-1", "lv:{cleaner}:1:", "lv:{scooter}:1:1"),
    carts.QuantityPress: ("q:{bread}:1:9",),
    carts.LineQuantityPress: ("lq:{bread}:1:9",),
    carts.LinePress: ("l:{cleaner}", "l:{scooter}"),
    carts.EditPress: ("e:{bread}:1",),
    carts.RemovePress: ("r:{bread}",),
    carts.AskAgainPress: ("again:{rejected}:1", "again:{declined}:1"),
    carts.SurprisePress: ("gift:{bread}",),
    carts.SurpriseForPress: ("giftfor:{bread}:1:{dad}",),
    carts.HidePress: ("hide:{bread}:1:{dad}:7", "hide:{bread}:1:{grandpa}:30"),
    carts.OtherDayPress: ("hideday:{bread}:1:{dad}",),
    carts.UnhidePress: ("unhide:{bread}:1",),
    carts.UndoPress: ("undo:{addition}",),
    carts.PagePress: ("p:{family}:0",),
    customs.CustomsPress: tuple(f"custom:{custom}" for custom in customs.Custom),
    customs.CustomPress: (
        "set:{family}:voting:off",
        "set:{family}:voting:veto",
        "set:{family}:voting:dictator",
        "set:{family}:below:0",
        "set:{family}:below:-1",
        "set:{family}:below:99999999999999",
        "set:{family}:unpriced:1",
        "set:{family}:until:1h",
        "set:{family}:until:4m",
        "set:{family}:until:tomorrow 9.00",
        "set:{family}:zone:Asia/Omsk",
        "set:{family}:zone:Atlantis",
        "set:{family}:lock:adults",
        "set:{family}:dearer:0",
        "set:{family}:dearer:-1",
        "set:{family}:units:small",
        "set:{family}:card:1",
    ),
    customs.AskCustomPress: tuple(f"settype:{custom}" for custom in customs.Custom),
    customs.DeadlinesPress: ("when:{cleaner}:1", "when:{scooter}:1", "when:{bread}:1"),
    customs.DeadlinePress: (
        "until:{cleaner}:1:{soon}",
        "until:{cleaner}:1:1",
        f"until:{{cleaner}}:1:{2**63 - 1}",
        "until:{bread}:1:{soon}",
    ),
    customs.AskDeadlinePress: ("untiltype:{cleaner}:1", "untiltype:{bread}:1"),
    customs.PassTurnPress: ("pass:{family}:1", "pass:{family}:2"),
    families.LeavePress: ("leave:{family}:1", "leave:{family}:0"),
    families.MemberPress: ("member:{grandpa}:{grandpa_since}", "member:{mum}:{mum_since}"),
    families.LimitsPress: ("limits:{grandpa}:{grandpa_since}",),
    families.LimitPress: ("limit:{grandpa}:{grandpa_since}:0", "limit:{kid}:{kid_since}:900000000"),
    families.AdultPress: ("adult:{kid}:{kid_since}",),
    families.RemovalPress: ("removal:{grandpa}:{grandpa_since}:1",),
    families.RemoveMemberPress: (
        "remove:{grandpa}:{grandpa_since}:1:1",
        "remove:{mum}:{mum_since}:0:1",
        "remove:{aunt}:{aunt_since}:0:0",
    ),
    families.LetInPress: ("letin:{neighbour}",),
    families.HandOverPress: ("handover:{dad}:{dad_since}",),
    families.OfferPress: ("offer:{dad}:{dad_since}", "offer:{grandpa}:{grandpa_since}"),
    families.AcceptRolePress: ("accept:{family}:{offered}",),
    families.DeclineRolePress: ("nothanks:{family}:{offered}",),
    families.WithdrawPress: ("withdraw:{family}:{offered}",),
    families.SuccessorPress: ("successor:{dad}:{dad_since}", "successor:{grandpa}:{grandpa_since}"),
    families.ArchivePress: ("archive:{disbanded}", "archive:{revived}", "archive:{family}"),
    families.BringBackPress: ("revive:{disbanded}", "revive:{revived}", "revive:{family}"),
    families.ComeBackPress: ("comeback:{revived}", "comeback:{disbanded}", "comeback:{family}"),
    families.AttachPress: ("attach:{family}",),  # in one's own window, where it is not drawn
    invites.JoinPress: (f"join:{NOBODYS}", "join:#{personal}"),
    invites.DeclinePress: ("notjoin:{link}", f"notjoin:{NOBODYS}", "notjoin:#{personal}"),
    invites.OldDeclinePress: ("decline",),
    invites.OpenInvitePress: ("open:{personal}", "open:{invite}"),
    invites.MovingPress: (f"moving:{NOBODYS}", "moving:#{personal}"),
    invites.MovePress: (
        f"move:{NOBODYS}:{{family}}:1",
        "move:#{personal}:{family}:1",
        "move:{link}:{family}:0",
    ),
    invites.UnaskPress: ("unask:{request}",),
    invites.AnswerPress: ("answer:{request}:1", "answer:{request}:0"),
    invites.TermPress: tuple(f"term:{{link}}:{term}" for term in Term),
    invites.QrPress: ("qr:{link}", f"qr:{NOBODYS}"),
    invites.RevokePress: ("revoke:{invite}", "revoke:{personal}"),
    journal.TakeBackPress: ("takeback:{removal}", "takeback:{answer}"),
    journal.JournalPress: ("j:0:0:0:", "j:0:{dad}:{bread}:edit"),
    journal.JournalPartPress: tuple(f"jp:{part}:0:0:" for part in journal.Part),
    journal.JournalFilePress: ("jx:0:0:", "jx:{dad}:{bread}:out"),
    account.StatementPress: ("account:0", "account:7"),
    account.TopUpPress: ("topup:{family}:100000:1", "topup:{family}:0:9", "topup:{family}:2000000000:9"),
    account.NotSentPress: ("untopup:{transfer}", "untopup:{back}"),
    account.ReturnedPress: ("giveback:{back}", "giveback:{transfer}"),
    account.ArrivedPress: ("arrived:{transfer}:1", "arrived:{transfer}:0", "arrived:{back}:1"),
    account.SpenderPress: ("spender:{dad}:{dad_since}", "spender:{aunt}:{aunt_since}"),
    account.SpendingLimitPress: (
        "spend:{dad}:{dad_since}:500000",
        "spend:{aunt}:{aunt_since}:0",
        "spend:{dad}:{dad_since}:2000000000",
    ),
    account.NoSpendingLimitPress: ("spendall:{dad}:{dad_since}",),
    books.BooksFilePress: ("books",),
    books.DraftPress: ("carry:{draft}", "carry:{asked}"),
    books.PayerPress: ("carrypaid:{draft}:2:0", "carrypaid:{draft}:2:1", "carrypaid:{asked}:2:0"),
    books.PayersAgainPress: ("carryanew:{draft}",),
    books.WhoPress: ("carrywho:{draft}:0",),
    books.WhoIsPress: ("carryis:{draft}:0:{dad}", "carryis:{draft}:0:0", "carryis:{asked}:0:{dad}"),
    books.DropDraftPress: ("carrynot:{draft}", "carrynot:{asked}"),
    books.ProposePress: ("carryask:{draft}:{draft_seal}", "carryask:{asked}:{draft_seal}"),
    books.ImportPress: ("carried:{draft}", "carried:{asked}"),
    books.ImportAnswerPress: ("carryyes:{asked}:1", "carryyes:{asked}:0", "carryyes:{draft}:1"),
    books.ImportWithdrawPress: ("carryback:{asked}", "carryback:{draft}"),
    orders.LockPress: ("lock:{family}:4:{seal}",),
    orders.PricePress: ("price:{bread}:1",),
    orders.OrderPress: ("o:{paid}", "o:{locked}"),
    orders.TakePress: ("take:{paid}", "take:{locked}"),
    orders.ReleasePress: ("release:{paid}", "release:{locked}"),
    orders.PaidPress: ("paid:{paid}", "paid:{locked}"),
    orders.ConsiderAccountPress: ("pot:{paid}", "pot:{locked}"),
    orders.FromAccountPress: ("frompot:{paid}:11000", "frompot:{locked}:11000", "frompot:{locked}:1"),
    orders.CancelOrderPress: ("off:{paid}", "off:{locked}"),
    orders.GoodsPress: ("goods:{paid}", "goods:{locked}"),
    orders.SentPress: ("sent:{paid}:1:3000", "sent:{paid}:2:3000", "sent:{locked}:1:3000"),
    orders.JudgePress: ("got:{payment}:1", "got:{payment}:0"),
    orders.SharePress: ("share:{paid}:{dad}", "share:{paid}:{kid}", "share:{locked}:{dad}"),
    orders.PartPress: ("part:{paid}:1", "part:{locked}:1"),
    orders.PaymentPress: ("pay:{payment}",),
    orders.WithdrawPress: ("unsent:{payment}",),
    orders.AttachPress: ("proof:{payment}",),
    orders.AttachToOrderPress: ("shopproof:{paid}", "shopproof:{locked}"),
    orders.ReceiptPress: ("receipt:{receipt}",),
    orders.RemindPress: ("remind:{paid}:{kid}", "remind:{paid}:{aunt}", "remind:{locked}:{dad}"),
    orders.PlanSentPress: ("bychain:{family}:{plan}",),
    payments.InvoicePress: ("bill:{paid}", "bill:{locked}"),
    payments.ShareInvoicePress: ("billmine:{each}", "billmine:{locked}"),
    payments.TopUpInvoicePress: ("billpot:{family}:50000", "billpot:{family}:0"),
    payments.RefundedPress: ("repaid:{charge}",),
    shopping.GoShopPress: ("goshop:40",),
    shopping.EndTripPress: ("endtrip:{trip}",),
    shopping.ShopPagePress: ("shop:0",),
    shopping.MarkPress: ("mark:{tea}:1:bought:0", "mark:{tea}:1:asking:0", "mark:{cleaner}:1:missing:0"),
    shopping.UnmarkPress: ("unmark:{kefir}:2",),
    shopping.ShopPricePress: ("shopprice:{tea}:1",),
    shopping.ReplacePress: ("replace:{tea}:1",),
    shopping.ReplacementPress: ("instead:{replacement}:1", "instead:{replacement}:0"),
    staples.StaplesPagePress: ("staples:0",),
    staples.AddStaplePress: ("staple:{staple}:0",),
    staples.AddStaplesPress: ("addall:0",),
    staples.KeepStaplePress: ("keep:{tea}:1", "keep:{tea}:0"),
    staples.KeepOrderedPress: ("keepo:{paid}:1:0",),
    staples.DropStaplePress: ("unkeep:{staple}:0",),
    terms.TermsPress: tuple(f"terms:{page}" for page in terms.TermsPage),
    terms.PayModePress: ("paymode:treat", "paymode:each", "paymode:account"),
    terms.SplitPress: ("split:equal", "split:weights", "split:amounts"),
    terms.PortionPress: ("weigh:weights:{dad}:2",),
    terms.AskAmountPress: ("amount:{dad}",),
    terms.FeePress: ("fee:1", "fee:0"),
    terms.FeeSplitPress: ("feesplit:proportion",),
    terms.DiscountPress: ("discount:1", "discount:0"),
    terms.WhyPress: ("why:{paid}",),
    terms.ShareSaidPress: ("mine:{each}:1", "mine:{each}:0", "mine:{locked}:1"),
    terms.PricesPress: ("prices:{paying}:0", "prices:{paid}:0"),
    terms.CorrectPress: (
        "reprice:{paying}:1",
        "reprice:{paying}:0",
        "reprice:{each}:1",
        "reprice:{paid}:1",
        "reprice:{paid}:0",
    ),
    terms.AgreePress: (
        "agree:{correction}:1",
        "agree:{correction}:0",
        "agree:{later}:1",
        "agree:{later}:0",
    ),
    terms.OldPricePress: ("oldprice:{correction}", "oldprice:{later}"),
    terms.RepeatPress: ("repeat:{paid}", "repeat:{locked}"),
    people.Go: tuple(f"go:{place}" for place in Place),
    people.Visit: tuple(f"via:{place}:profile" for place in (Place.FOUND, Place.OTHER_ZONE, Place.INVITE)),
    people.LanguagePress: ("lang:en:home", "lang:xx:home"),
    people.ZonePress: ("tz:Asia/Omsk:profile", "tz:Atlantis:profile"),
    people.DeliveryPress: ("news:never:profile",),
    people.QuietPress: ("quiet:0:profile",),
    people.ForgetPress: ("forget",),
    people.CancelPress: ("cancel",),
    people.CancelZonePress: ("notz:settings",),
}

EVERYBODYS = {
    "lang:en:home": "one's own language",
    "tz:Asia/Omsk:profile": "one's own time zone",
    "news:never:profile": "one's own wish",
    "quiet:0:profile": "one's own wish",
    "go:other_zone": "a question to oneself",
    "go:own_add": "a question to oneself",
    "via:other_zone:profile": "a question to oneself",
}
"""What is everybody's own to do."""

GUESSES = (
    f"join:{NOBODYS}",
    "join:#{personal}",
    "open:{personal}",
    "open:{invite}",
    f"moving:{NOBODYS}",
    "moving:#{personal}",
    f"move:{NOBODYS}:{{family}}:1",
    "move:#{personal}:{family}:1",
)
"""A token that leads nowhere, or that of somebody else's personal invitation: a guess, which is counted."""

STRANGERS = {
    "go:found": "who has no family may found one",
    "via:found:profile": "who has no family may found one",
    "forget": "may be forgotten, having no money to settle",
}
MEMBERS = {
    "go:add": "a question to oneself",
    "go:cart": "a card in one's own window",
}
DRAFTS = {
    "paymode:treat": "every adult may mean to check out on their terms",
    "paymode:each": "every adult may mean to check out on their terms",
    "split:equal": "every adult may mean to check out on their terms",
    "split:weights": "every adult may mean to check out on their terms",
    "fee:1": "a question to oneself",
    "fee:0": "every adult may mean to check out on their terms",
    "feesplit:proportion": "every adult may mean to check out on their terms",
    "discount:1": "a question to oneself",
    "discount:0": "every adult may mean to check out on their terms",
}
RELATIVES = MEMBERS | {
    "repeat:{paid}": "every member may add; a limited one's lines wait for an adult",
    "repeat:{locked}": "every member may add; a limited one's lines wait for an adult",
    "staple:{staple}:0": "every member may add; a limited one's line waits for an adult",
    "addall:0": "every member may add; a limited one's lines wait for an adult",
    "keep:{tea}:1": "every member may keep a staple",
    "keepo:{paid}:1:0": "every member may keep a staple",
    "unkeep:{staple}:0": "every member may let a staple go",
    "v:{cleaner}:1:1": "every member may vote; a limited one's vote is advice",
    "v:{cleaner}:1:-1": "every member may vote; a limited one's vote is advice",
    "lv:{cleaner}:1:-1": "every member may vote; a limited one's vote is advice",
    "leave:{family}:1": "every member but the organizer may leave",
    "leave:{family}:0": "every member but the organizer may leave",
    "goods:{paid}": "every member may say that the goods are there",
    "go:top_up": "a question to oneself",
    "topup:{family}:100000:1": "every member may put money in",
    "go:top_up_bill": "a question to oneself",
    "billpot:{family}:50000": "every member may put money in",
}
ADULTS = RELATIVES | {
    **DRAFTS,
    "paymode:account": "an adult may mean to let the account pay, which their family has",
    "amount:{dad}": "a question to oneself",
    "decide:{scooter}:1:1": "an adult answers",
    "decide:{scooter}:1:0": "an adult answers",
    "decidenote:{scooter}:1:1": "an adult answers",
    "decidenote:{scooter}:1:0": "an adult answers",
    "take:{locked}": "an adult may pay",
    "bill:{locked}": "an adult may pay",
    "repaid:{charge}": "every adult may say that money was given back",
    "frompot:{locked}:11000": "an adult may pay from the account",
}
ORGANIZERS = MEMBERS | {
    **DRAFTS,
    "goshop:40": "a trip of their own family",
    "go:disband": "a question about their own family",
    "go:rename": "a question about their own family",
    "settype:below": "a question about their own family",
    "settype:until": "a question about their own family",
    "settype:zone": "a question about their own family",
    "go:invite": "an invitation into their own family",
    "via:invite:profile": "an invitation into their own family",
}

SENT = ("go:top_up", "topup:{family}:100000:1")
"""What waits until the money that is on its way is judged."""

ALLOWED: dict[str, dict[str, str]] = {
    "Бабушка": STRANGERS,
    "Пётр": ORGANIZERS,
    "Павел": MEMBERS
    | DRAFTS
    | {"goshop:40": "a trip of their own family"}
    | {"forget": "may be forgotten, and leaves their own family by it"},
    "Тётя": {
        **{press: why for press, why in STRANGERS.items() if press != "forget"},
        "sent:{paid}:1:3000": "who left still owes their share",
        "sent:{paid}:2:3000": "the next attempt, whatever its number: no more than what is left is sent",
        "part:{paid}:1": "who left still owes their share; it is asked how much was sent",
    },
    "Сосед": STRANGERS,
    "Соня": STRANGERS,
    "Оля": STRANGERS | {"comeback:{revived}": "was in the family that was brought back"},
    "Дядя": STRANGERS | {"unask:{request}": "it is their own request"},
    "Папа": {press: why for press, why in ADULTS.items() if press not in SENT}
    | {"untopup:{transfer}": "it is their own word that it was sent"}
    | {
        "endtrip:{trip}": "it is their own trip",
        "mark:{tea}:1:bought:0": "they are in the shop",
        "unmark:{kefir}:2": "they are in the shop",
        "shopprice:{tea}:1": "they are in the shop",
        "replace:{tea}:1": "they are in the shop",
    }
    | {"takeback:{answer}": "it is their own answer"}
    | {
        "carryyes:{asked}:1": "they are concerned",
        "carryyes:{asked}:0": "they are concerned",
        "mine:{each}:1": "they pay their own share",
        "billmine:{each}": "they pay their own share",
        "reprice:{paying}:1": "they are paying it",
        "reprice:{paying}:0": "they are paying it",
        "oldprice:{correction}": "it is their own question",
    }
    | {"unsent:{payment}": "it is their own payment", "proof:{payment}": "it is their own payment"},
    "Дед": ADULTS
    | {
        "accept:{family}:{offered}": "the role is offered to them; their phone number is asked for",
        "nothanks:{family}:{offered}": "the role is offered to them",
        "forget": "may be forgotten, having no money to settle",
    },
    "Ребёнок": RELATIVES
    | {
        "again:{declined}:1": "the author may ask once more",
        "mine:{each}:1": "they pay their own share",
        "billmine:{each}": "they pay their own share",
        "agree:{correction}:1": "their share would grow",
        "agree:{correction}:0": "their share would grow",
        "agree:{later}:1": "their share would grow",
        "agree:{later}:0": "their share would grow",
        "sent:{paid}:1:3000": "they owe their share",
        "sent:{paid}:2:3000": "the next attempt, whatever its number: no more than what is left is sent",
        "part:{paid}:1": "they owe their share; it is asked how much was sent",
        "bychain:{family}:{plan}": "it is their own transfer",
    },
}
"""What else changes something for whom, and why that is right."""


@dataclass
class Cast:
    """Who there is, and the ids on the buttons about Мама's family."""

    ids: dict[str, object]
    persons: dict[str, int]


async def cast(stage: Stage) -> Cast:  # noqa: PLR0915  # one of everything
    """Мама, Папа, Дед, whom the role is offered to, and Ребёнок with a limit have one of everything.

    Тётя left them, Сосед was removed and barred, Дядя asks to join, Крёстная was invited by the bot. Пётр
    and Павел have another family. Соня was in a family that was disbanded, Оля in one that was brought back.
    """
    names = (
        "Дед",
        "Тётя",
        "Сосед",
        "Дядя",
        "Крёстная",
        "Пётр",
        "Павел",
        "Сидор",
        "Соня",
        "Орест",
        "Оля",
        "Бабушка",
    )
    grandpa, aunt, neighbour, uncle, godmother, *rest = (stage.newcomer(name) for name in names)
    petr, pavel, sidor, sonya, orest, olya, grandma = rest
    await stage.meet(godmother, grandma)
    family = await stage.family(MUM, DAD, grandpa, KID, aunt, neighbour)
    since = {person: (await members(stage, person)) for person in (MUM, DAD, grandpa, KID, aunt, neighbour)}
    paid = await stage.paid_order(MUM, (DAD, "хлеб 50 р"), (aunt, "чай 30 р"), (KID, "сок 40 р"))
    await stage.do["say_sent"](actor=DAD, order=paid, attempt=1, minor=5000)
    payment = await newest(stage, "payments")
    await stage.do["ask_for_receipt"](actor=DAD, payment=payment)
    await stage.do["attach_receipt"](actor=DAD, payment=payment, photo="AgAC")
    stage.expect("wrong file identifier")
    plan = await stage.do["show_plan"](actor=KID)
    locked = await stage.order((MUM, "мыло 90 р"), (DAD, "соль 20 р"))
    paying = await stage.order((KID, "мармелад 90 р"))
    correction = await dearer(stage, paying)
    juice = {"actor": MUM, "order": paid, "position": 3}
    await stage.do["ask_for_correction"](**juice)
    await stage.do["correct_price"](**juice, was=4_000, text="45")
    later = await newest(stage, "corrections")
    await stage.do["choose_pay_mode"](actor=MUM, pay=PayMode.EACH)
    each = await stage.order((DAD, "квас 90 р"), (KID, "морс 90 р"))
    stray = Receipt("stray", "1", "no intent", 9_000, "RUB")
    await stage.do["settle_charge"](charge=await stage.do["keep_charge"](actor=DAD, receipt=stray))
    await stage.do["switch_benefit"](actor=MUM, family=family, benefit=Benefit.ACCOUNT, is_on=True)
    await stage.do["say_topped_up"](actor=aunt, family=family, minor=50_000, attempt=1)
    await stage.do["judge_transfer"](actor=MUM, transfer=await newest(stage, "pot_transfers"), received=True)
    await stage.do["say_topped_up"](actor=MUM, family=family, minor=50_000, attempt=1)
    await stage.do["say_topped_up"](actor=DAD, family=family, minor=20_000, attempt=1)
    transfer = await newest(stage, "pot_transfers")
    await stage.do["leave_family"](actor=aunt, family=family, keep_lines=False)
    back = await newest(stage, "pot_transfers")
    await stage.do["remove_member"](
        actor=MUM, person=neighbour, since=since[neighbour], keep_lines=False, bar=True
    )
    await stage.limit(KID, 50_000)
    (tea,) = await stage.add(MUM, "чай 70 р")
    (kefir,) = await stage.add(MUM, "кефир 90 р")
    (sugar,) = await stage.add(MUM, "сахар 80 р")
    await stage.do["keep_staple"](actor=MUM, item=sugar.id)
    await stage.do["remove_line"](actor=MUM, item=sugar.id)
    trip = await stage.do["go_shopping"](actor=DAD, time="40")
    about = {"actor": DAD, "item": kefir.id, "revision": 1}
    await stage.do["ask_for_replacement"](**about)
    await stage.do["offer_replacement"](**about, text="ряженка 95 р")
    (bread,) = await stage.add(MUM, "батон 60 р")
    (cleaner,) = await stage.add(MUM, "пылесос 5000 р")
    (scooter,) = await stage.add(KID, "самокат 9000 р")
    (declined,) = await stage.add(KID, "велосипед 8000 р")
    await stage.do["decide_request"](actor=DAD, item=declined.id, version=1, is_allowed=False)
    answer = await newest(stage, "deeds")
    (sugar,) = await stage.add(MUM, "сахар 60 р")
    await stage.do["remove_line"](actor=MUM, item=sugar.id)
    removal = await newest(stage, "deeds")
    (rejected,) = await stage.add(MUM, "телевизор 20000 р")
    for voter in (DAD, grandpa):
        await stage.do["cast_vote"](voter=voter, item=rejected.id, version=1, choice=Choice.AGAINST)
    shown = await stage.do["preview_checkout"](actor=MUM)
    await stage.meet(uncle)
    by_approval = await stage.invite(MUM)
    await stage.do["change_invite"](actor=MUM, token=by_approval, term=Term.BY_APPROVAL)
    await stage.do["accept_invite"](actor=uncle, token=by_approval)
    link = await stage.invite(MUM)
    invite = await newest(stage, "invites")
    await stage.do["invite_people"](
        actor=MUM, family=family, chosen=[(godmother, "Крёстная")], tokens=("a", "b"), origin="chosen"
    )
    personal = await newest(stage, "invites")
    await stage.do["offer_role"](actor=MUM, person=grandpa, since=since[grandpa])
    await stage.family(petr, pavel, name="Петровы")
    disbanded = await disband(stage, sidor, sonya, name="Сидоровы")
    revived = await disband(stage, orest, olya, name="Орловы")
    await stage.do["bring_back"](actor=orest, family=revived)
    own_order = await stage.own_order(MUM, "халат 3000 р")
    own_lines = await stage.do["add_own_lines"](actor=MUM, text="духи", origin="own", currency="RUB")
    own_checkout = await stage.do["preview_own_checkout"](actor=MUM, currency="RUB")
    asked = await stage.do["ask_inline"](actor=MUM, text="мыло", currency="RUB")
    asked_import = await stage.do["read_import"](actor=MUM, content=BALANCES)
    await stage.do["propose_import"](actor=MUM, import_=asked_import.id, seal=asked_import.seal)
    draft = await stage.do["read_import"](actor=MUM, content=BALANCES.replace(b"10", b"20"))
    await stage.hush()
    ids = {
        "asked": asked_import.id,
        "draft": draft.id,
        "draft_seal": draft.seal,
        "own": own_lines.lines[0].id,
        "own_addition": own_lines.addition,
        "own_order": own_order,
        "own_seal": own_checkout.seal,
        "ask": asked.ask,
        "family": family,
        "disbanded": disbanded,
        "revived": revived,
        "paid": paid,
        "locked": locked,
        "transfer": transfer,
        "back": back,
        "paying": paying,
        "each": each,
        "correction": correction,
        "later": later,
        "payment": payment,
        "receipt": await newest(stage, "receipts"),
        "plan": next(planned.seal for planned in plan.transfers if planned.is_mine),
        "charge": await newest(stage, "charges"),
        "seal": shown.seal,
        "tea": tea.id,
        "kefir": kefir.id,
        "trip": trip.id,
        "replacement": await newest(stage, "replacements"),
        "staple": await newest(stage, "staples"),
        "soon": int(stage.clock().timestamp()) + 3600,
        "bread": bread.id,
        "cleaner": cleaner.id,
        "scooter": scooter.id,
        "declined": declined.id,
        "rejected": rejected.id,
        "removal": removal,
        "answer": answer,
        "addition": await newest(stage, "additions"),
        "link": link,
        "invite": invite,
        "personal": personal,
        "request": await newest(stage, "join_requests"),
        "offered": int(stage.clock().timestamp()),
        "mum": MUM,
        "mum_since": since[MUM],
        "dad": DAD,
        "dad_since": since[DAD],
        "grandpa": grandpa,
        "grandpa_since": since[grandpa],
        "kid": KID,
        "kid_since": since[KID],
        "aunt": aunt,
        "aunt_since": since[aunt],
        "neighbour": neighbour,
    }
    persons = {
        "Бабушка": grandma,
        "Пётр": petr,
        "Павел": pavel,
        "Тётя": aunt,
        "Сосед": neighbour,
        "Соня": sonya,
        "Оля": olya,
        "Дядя": uncle,
        "Папа": DAD,
        "Дед": grandpa,
        "Ребёнок": KID,
        "Мама": MUM,
    }
    for person in persons.values():
        await stage.start(person)
    return Cast(ids, persons)


async def dearer(stage: Stage, order: int) -> int:
    """Let Папа pay the order and ask about a higher price; return the question."""
    await stage.take(DAD, order)
    await stage.do["ask_for_correction"](actor=DAD, order=order, position=1)
    await stage.do["correct_price"](actor=DAD, order=order, position=1, was=9000, text="900")
    return await newest(stage, "corrections")


async def members(stage: Stage, person: int) -> int:
    """Return when the person's stay in Мама's family began."""
    view = await stage.do["show_members"](actor=MUM)
    (since,) = (member.since for member in view.members if member.person == person)
    number: int = since
    return number


async def newest(stage: Stage, table: str) -> int:
    rows = (await stage.kept())[table]
    number = rows[-1][0]
    assert isinstance(number, int)
    return number


async def disband(stage: Stage, organizer: int, *others: int, name: str) -> int:
    family = await stage.family(organizer, *others, name=name)
    await stage.do["ask_to_disband"](actor=organizer)
    await stage.do["disband_family"](actor=organizer, family=family, name=name)
    return family


async def changes(
    stage: Stage, presser: int, presses: Iterable[str], ids: dict[str, object]
) -> dict[str, set[str]]:
    """Press all of these, each on the first message; return which tables each changed, and undo that."""
    stage.bookmark()
    before = await stage.kept(but=())
    first = next(
        number
        for number, one in stage.engine.world.chats[presser].messages.items()
        if one.body["from"]["is_bot"]
    )
    changed = {}
    written = stage.write_count()
    for press in presses:
        toast = await stage.press(presser, press.format_map(ids) if ids else press, message=first)
        assert SORRY not in toast.text, press
        if stage.write_count() == written:
            continue
        after = await stage.kept(but=())
        if tables := {table for table in after if after[table] != before[table]}:
            changed[press] = tables
            stage.rewind()
        written = stage.write_count()
    return changed


def every_press() -> list[str]:
    return [press for presses in PRESSES.values() for press in presses]


def classes() -> set[type[CallbackData]]:
    """Every class of presses that there is."""
    modules = [
        import_module(f"bot.callbacks.{one.name}") for one in pkgutil.iter_modules(bot.callbacks.__path__)
    ]
    things = [thing for module in modules for thing in vars(module).values()]
    return {
        thing
        for thing in things
        if isinstance(thing, type) and issubclass(thing, CallbackData) and thing is not CallbackData
    }


def test_every_button_is_tried() -> None:
    assert set(PRESSES) == classes()
    for kind, presses in PRESSES.items():
        assert presses
        assert {press.partition(":")[0] for press in presses} == {kind.__prefix__}


@pytest.mark.parametrize("name", ALLOWED)
async def test_a_press_changes_only_what_its_presser_may_change(stage: Stage, name: str) -> None:
    await stage.open(payment_provider_token=SecretStr(PROVIDER_TOKEN))
    stage.expect("message is not modified")
    played = await cast(stage)
    changed = await changes(stage, played.persons[name], every_press(), played.ids)
    assert [press for press in GUESSES if changed.pop(press) != {"guesses"}] == []
    assert changed.keys() == EVERYBODYS.keys() | ALLOWED[name].keys()


HARMLESS = {
    (staples.AddStaplePress, "page"): "where one goes on",
    (staples.AddStaplesPress, "page"): "where one goes on",
    (staples.KeepOrderedPress, "page"): "where one goes on",
    (staples.DropStaplePress, "page"): "where one goes on",
    (families.LimitPress, "minor"): "the organizer may choose any limit",
    (carts.QuantityPress, "quantity"): "the author may want any quantity",
    (carts.HidePress, "days"): "the author may hide a line for so long as they like, within a year",
    (own.OwnQuantityPress, "quantity"): "the owner may want any quantity",
    (own.OwnQuantityPress, "page"): "it only says which page to show",
    (own_orders.OwnOrdersPagePress, "page"): "it only says which page to show",
    (own_orders.OwnOrderPress, "page"): "it only says which page to show",
    (own.OwnMoveAllPress, "last"): "the owner may move all there is",
    (account.TopUpPress, "attempt"): "a member may put money in again; one is on its way at most",
    (payments.TopUpInvoicePress, "minor"): "a member may put in any sum",
    (account.SpendingLimitPress, "minor"): "the organizer may choose any limit",
    (books.WhoIsPress, "person"): "the organizer may say that somebody is nobody of the family",
    (orders.SentPress, "attempt"): "the debtor may send once more, no more than what is left",
    (orders.SentPress, "minor"): "the debtor may send a part, no more than what is left",
    (orders.PartPress, "attempt"): "the debtor may send once more, no more than what is left",
}
"""Numbers that the presser is free to choose."""

BAD_NUMBERS = ("x", "-1", "0", str(2**31 - 1), str(2**31), str(2**63 - 1), str(2**63))
BAD_WORDS = ("", "#", "#0", f"#{2**63}", "%", "../..", "\x00", "ё" * 10)


def spoilt(kind: type[CallbackData], press: str) -> list[str]:
    """The press with each of its parts forged in every way that fits a button."""
    parts = press.split(":")
    forged = []
    for place, (name, described) in enumerate(kind.model_fields.items(), start=1):
        was = parts[place]
        if (kind, name) in HARMLESS:
            instead: tuple[str, ...] = ("", "x", "-1", str(2**63))
        elif described.annotation is int:
            instead = (*BAD_NUMBERS, *((str(int(was) + 1), str(int(was) - 1)) if name in STAMPS else ()))
        elif described.annotation is bool:
            instead = ("", "x", "2")
        else:
            instead = BAD_WORDS
        forged += [":".join([*parts[:place], one, *parts[place + 1 :]]) for one in instead if one != was]
    return [one for one in [*forged, f"{press}:1", parts[0] + ":"] if len(one.encode()) <= 64]


STAMPS = ("version", "revision", "since", "offered", "orders")
"""What names a state that was shown: one more or one less is stale."""


@pytest.mark.parametrize("name", ["Мама", "Дед"])
async def test_a_press_with_a_wrong_part_changes_nothing_even_for_who_may_press_it(
    stage: Stage, name: str
) -> None:
    await stage.open(payment_provider_token=SecretStr(PROVIDER_TOKEN))
    stage.expect("message is not modified")
    played = await cast(stage)
    forged = [
        one
        for kind, presses in PRESSES.items()
        for press in presses[:1]
        for one in spoilt(kind, press.format_map(played.ids))
    ]
    changed = await changes(stage, played.persons[name], forged, {})
    assert [press for press, tables in changed.items() if tables != {"guesses"}] == []
    assert {press.partition(":")[0] for press in changed} == {"join", "open", "moving", "move"}


async def test_only_adults_of_the_family_choose_a_new_organizer_and_only_among_themselves(
    stage: Stage,
) -> None:
    stage.expect("message is not modified")
    played = await cast(stage)
    await stage.do["withdraw_role"](actor=MUM, family=played.ids["family"], offered=played.ids["offered"])
    await stage.do["note_unreachable"](person=MUM)
    stage.pass_by(14 * 86400)
    await stage.do["tend_successions"]()
    forged = [
        *PRESSES[families.SuccessorPress],
        "successor:{mum}:{mum_since}",
        "successor:{kid}:{kid_since}",
        "successor:{aunt}:{aunt_since}",
        "successor:{dad}:1",
        f"successor:{{dad}}:{2**63 - 1}",
        "accept:{family}:{offered}",
        "nothanks:{family}:{offered}",
    ]
    votes = {press: {"succession_votes"} for press in PRESSES[families.SuccessorPress]}
    for name, person in played.persons.items():
        if name != "Мама":
            allowed = votes if name in ("Папа", "Дед") else {}
            assert (name, await changes(stage, person, forged, played.ids)) == (name, allowed)
