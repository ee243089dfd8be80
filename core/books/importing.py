"""Carry balances over from another ledger: read its file, say who is who, ask those concerned, and post.

The file itself is not kept, and what was read from it only until the family is asked, at most for a day. An
import is posted once: whatever becomes of its taps, the same file makes no second one while the first is
waiting or done.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from core.alerts.books import ImportApplied, ImportAsked, ImportStopped, ImportWithdrawn
from core.books.carrying import NOBODY, Draft, Import, ImportState, debts_of
from core.books.errors import (
    ImportDecidedError,
    ImportUnknownError,
    ImportUnreadyError,
    NothingCarriedError,
    TooManyUnnamedError,
)
from core.books.statement import read_statement
from core.books.views import DraftView, ImportsView, NameView
from core.families.membership import (
    family_of,
    hold_as_organizer,
    organizer_name,
    require_family,
    require_member,
    require_organizer,
)
from core.ledger.objecting import OBJECTION_TIME, Verdict, verdict
from core.ledger.posting import carried_over
from core.people.person import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from core.books.ports import ImportWork
    from core.books.views import ImportView

DRAFT_LIFE = timedelta(days=1)
UNNAMED_ASKED = 50
"""A file with more rows that do not tell who paid them is refused: nobody would answer so often."""

TENDED_AT_ONCE = 20
LISTED = 5


def list_imports(work: ImportWork, *, now: datetime, actor: int) -> ImportsView:
    """Return what was and is carried over into the actor's family.

    Raises:
        NoFamilyError: the actor is in none.
    """
    del now
    reader = require_member(work, actor)
    family = family_of(work, reader)
    newest = work.imports_of(family.id, LISTED)
    if not reader.is_organizer:
        newest = [each for each in newest if each.state is not ImportState.DRAFT]
    return ImportsView(family.currency, organizer_name(work, family.id), reader.is_organizer, newest)


def read_import(work: ImportWork, *, now: datetime, actor: int, content: bytes) -> DraftView | ImportView:
    """Read a file that another ledger exported; return the import that it begins, or the one it made before.

    Names that are exactly those of members are taken for them.

    Raises:
        NoFamilyError: the actor is in no family.
        NotOrganizerError: only the organizer may.
        StatementTooLongError: the file is longer, or about more people, than is read.
        StatementUnreadableError: it is no table of Splitwise, Spliit or ihatemoney.
        StatementRowsError: some of its rows cannot be understood, or are in another currency.
        StatementTotalError: its rows do not add up to the total that it states.
        TooManyUnnamedError: too many of its rows do not tell who paid them.
    """
    family, _ = hold_as_organizer(work, actor)
    digest = sha256(content).hexdigest()
    known = work.import_by_digest(family.id, digest)
    if known is not None and known.state is ImportState.DRAFT:
        return _view(work, known, _require_draft(work, known))
    if known is not None:
        return show_import(work, now=now, actor=actor, import_=known.id)
    statement = read_statement(content, family.currency)
    if len(statement.unnamed) > UNNAMED_ASKED:
        raise TooManyUnnamedError(len(statement.unnamed), UNNAMED_ASKED)
    called = {member.name.casefold(): member.person for member in work.members(family.id)}
    members = {
        at: called[name.casefold()] for at, name in enumerate(statement.people) if name.casefold() in called
    }
    draft = Draft(statement, members=members)
    made = work.put_draft(
        family=family.id,
        by=actor,
        source=statement.source,
        digest=digest,
        currency=family.currency,
        draft=draft,
        now=now,
    )
    return _view(work, _require_import(work, made), draft)


def show_draft(work: ImportWork, *, now: datetime, actor: int, import_: int) -> DraftView:
    """Return an import that is being prepared.

    Raises:
        ImportUnknownError: there is none, or not any more.
        ImportDecidedError: the family was asked about it already.
        NotAMemberError: the actor is not in its family.
        NotOrganizerError: only the organizer may.
    """
    del now
    known = _require_import(work, import_)
    require_organizer(work, actor, known.family)
    return _view(work, known, _require_draft(work, known))


def say_payer(
    work: ImportWork, *, now: datetime, actor: int, import_: int, line: int, position: int
) -> DraftView:
    """Say which person of the file paid the row at that line.

    Raises:
        ImportUnknownError: there is no such import, or row, or the person may not have paid it.
        ImportDecidedError: the family was asked about it already.
        NotAMemberError: the actor is not in its family.
        NotOrganizerError: only the organizer may.
    """
    del now
    known, draft = _hold_draft(work, actor, import_)
    if not any(row.line == line and position in row.candidates for row in draft.statement.unnamed):
        raise ImportUnknownError
    return _keep(work, known, replace(draft, payers={**draft.payers, line: position}))


def ask_payers_again(work: ImportWork, *, now: datetime, actor: int, import_: int) -> DraftView:
    """Forget who was said to have paid which row.

    Raises:
        ImportUnknownError: there is no such import.
        ImportDecidedError: the family was asked about it already.
        NotAMemberError: the actor is not in its family.
        NotOrganizerError: only the organizer may.
    """
    del now
    known, draft = _hold_draft(work, actor, import_)
    return _keep(work, known, replace(draft, payers={}))


def say_who(
    work: ImportWork, *, now: datetime, actor: int, import_: int, position: int, person: int
) -> DraftView:
    """Say which member a person of the file is; 0 is nobody of the family. Several may be one member.

    Raises:
        ImportUnknownError: there is no such import, or person in its file, or member.
        ImportDecidedError: the family was asked about it already.
        NotAMemberError: the actor is not in its family.
        NotOrganizerError: only the organizer may.
    """
    del now
    known, draft = _hold_draft(work, actor, import_)
    members = {NOBODY, *(member.person for member in work.members(known.family))}
    if position >= len(draft.statement.people) or person not in members:
        raise ImportUnknownError
    return _keep(work, known, replace(draft, members={**draft.members, position: person}))


def drop_draft(work: ImportWork, *, now: datetime, actor: int, import_: int) -> None:
    """Forget an import that is being prepared.

    Raises:
        ImportUnknownError: there is no such import.
        ImportDecidedError: the family was asked about it already.
        NotAMemberError: the actor is not in its family.
        NotOrganizerError: only the organizer may.
    """
    del now
    known, _ = _hold_draft(work, actor, import_)
    work.drop_drafts(known.family)


def propose_import(work: ImportWork, *, now: datetime, actor: int, import_: int, seal: str) -> None:
    """Ask everybody whom the import concerns; it is posted after 48 hours if nobody objects.

    Whoever proposes it agrees. `seal` names what was shown.

    Raises:
        ImportUnknownError: there is no such import.
        ImportUnreadyError: something is still missing, or was said otherwise since it was shown.
        NothingCarriedError: nobody in the family owes anybody by it.
        ImportDecidedError: it is done, stopped or taken back.
        NotAMemberError: the actor is not in its family.
        NotOrganizerError: only the organizer may.
    """
    known = _hold(work, import_)
    require_organizer(work, actor, known.family)
    if known.state is ImportState.ASKED:
        return
    draft = _require_draft(work, known)
    carried = draft.carried()
    members = {member.person for member in work.members(known.family)}
    if carried is None or draft.seal != seal or not carried.keys() <= members:
        raise ImportUnreadyError
    if not carried:
        raise NothingCarriedError
    statement = draft.said
    work.ask_about_import(
        import_,
        expenses=statement.expenses,
        spent=round(statement.spent),
        balances=carried,
        by=actor,
        due_at=now + OBJECTION_TIME,
    )
    by = name_of(work, actor)
    for person, minor in carried.items():
        if person != actor:
            asked = ImportAsked(import_, by, known.source.value, minor, known.currency)
            work.tell(person, asked, now)
    _decide(work, now, _require_import(work, import_))


def show_import(work: ImportWork, *, now: datetime, actor: int, import_: int) -> ImportView:
    """Return an import that the family was asked about.

    Raises:
        ImportUnknownError: there is none, or it is not the actor's business.
    """
    del now
    view = work.import_view(import_, actor)
    if view is None:
        raise ImportUnknownError
    return view


def answer_import(work: ImportWork, *, now: datetime, actor: int, import_: int, is_yes: bool) -> None:
    """Agree to an import that concerns the actor, or object to it, which stops it.

    Raises:
        ImportUnknownError: there is no such import, or it does not concern the actor.
        ImportDecidedError: it is done, stopped or taken back.
    """
    known = _hold(work, import_)
    mine = next((each for each in work.concerned_by(import_) if each.person == actor), None)
    if mine is None:
        raise ImportUnknownError
    if mine.answer is is_yes:
        return
    if known.state is not ImportState.ASKED:
        raise ImportDecidedError(known.state)
    work.put_import_answer(import_, actor, is_yes=is_yes)
    _decide(work, now, known)


def withdraw_import(work: ImportWork, *, now: datetime, actor: int, import_: int) -> None:
    """Take an import back before it is done; everybody whom it concerns is told.

    Raises:
        ImportUnknownError: there is no such import.
        ImportDecidedError: it is done or stopped.
        NotAMemberError: the actor is not in its family.
        NotOrganizerError: only the organizer may.
    """
    known = _hold(work, import_)
    require_organizer(work, actor, known.family)
    if known.state is ImportState.WITHDRAWN:
        return
    if known.state is not ImportState.ASKED:
        raise ImportDecidedError(known.state)
    work.decide_import(import_, ImportState.WITHDRAWN, now)
    by = name_of(work, actor)
    for each in work.concerned_by(import_):
        if each.person != actor:
            work.tell(each.person, ImportWithdrawn(import_, by, known.source.value), now)


def tend_imports(work: ImportWork, *, now: datetime) -> int:
    """Post the imports that nobody objected to in time; return how many were decided. Forget old drafts."""
    due = work.due_imports(now, TENDED_AT_ONCE)
    for import_ in due:
        _decide(work, now, _hold(work, import_))
    work.drop_old_drafts(now - DRAFT_LIFE)
    return len(due)


def _decide(work: ImportWork, now: datetime, known: Import) -> None:
    """Post the import, or stop it, when its time has come; its family is held."""
    if known.state is not ImportState.ASKED or known.due_at is None:
        return
    concerned = work.concerned_by(known.id)
    members = {member.person for member in work.members(known.family)}
    left = [each for each in concerned if each.person not in members]
    against = [each for each in concerned if each.answer is False]
    outcome = verdict([each.answer for each in concerned], known.due_at, now)
    if outcome is Verdict.WAITS:
        return
    if left or outcome is Verdict.STOPS:
        stopper = (against or left)[0]
        work.decide_import(known.id, ImportState.STOPPED, now, stopped_by=stopper.person)
        stopped = ImportStopped(known.id, stopper.name, known.source.value, has_left=not against)
        for person in sorted({known.by, *(each.person for each in concerned)} - {stopper.person}):
            work.tell(person, stopped, now)
        return
    _post(work, now, known, {each.person: each.minor for each in concerned})
    names = {each.person: each.name for each in concerned}
    others: dict[int, list[str]] = {person: [] for person in (known.by, *names)}
    for debt in debts_of({each.person: each.minor for each in concerned}):
        others[debt.debtor].append(names[debt.creditor])
        others[debt.creditor].append(names[debt.debtor])
    minors = {known.by: 0} | {each.person: each.minor for each in concerned}
    for person, minor in minors.items():
        told = ImportApplied(known.id, known.source.value, minor, known.currency, others[person])
        work.tell(person, told, now)


def _post(work: ImportWork, now: datetime, known: Import, balances: Mapping[int, int]) -> None:
    """Write the balances into the books once, and what is owed to each creditor as an order's shares."""
    work.decide_import(known.id, ImportState.APPLIED, now)
    owed: dict[int, dict[int, int]] = {}
    for debt in debts_of(balances):
        owed.setdefault(debt.creditor, {})[debt.debtor] = debt.minor
    orders = [
        work.put_debts(
            family=known.family,
            number=require_family(work, known.family).orders + 1,
            import_=known.id,
            by=known.by,
            creditor=creditor,
            shares=shares,
            now=now,
        )
        for creditor, shares in owed.items()
    ]
    work.post(
        carried_over(
            family=known.family,
            digest=known.digest,
            order=orders[0],
            currency=known.currency,
            balances=balances,
        ),
        now,
    )


def _view(work: ImportWork, known: Import, draft: Draft) -> DraftView:
    said, balances = draft.said, draft.balances()
    members = {member.person: member.name for member in work.members(known.family)}
    names = [
        NameView(
            at,
            name,
            balances[at] if balances is not None else None,
            draft.members.get(at),
            members.get(draft.members.get(at, NOBODY), ""),
        )
        for at, name in enumerate(said.people)
    ]
    carried = draft.carried()
    debts = None
    if carried is not None and carried.keys() <= members.keys():
        debts = [(members[debt.debtor], members[debt.creditor], debt.minor) for debt in debts_of(carried)]
    return DraftView(
        id=known.id,
        source=known.source,
        currency=known.currency,
        expenses=said.expenses,
        repayments=said.repayments,
        spent=round(said.spent),
        first=said.first,
        last=said.last,
        names_currency=said.names_currency,
        names=names,
        unnamed=said.unnamed,
        has_said_payers=bool(draft.payers),
        members=list(members.items()),
        outside=draft.outside(),
        debts=debts,
        earlier=work.last_import(known.family, known.source),
        seal=draft.seal,
    )


def _keep(work: ImportWork, known: Import, draft: Draft) -> DraftView:
    work.keep_draft(known.id, draft)
    return _view(work, known, draft)


def _require_import(work: ImportWork, import_: int) -> Import:
    known = work.import_known(import_)
    if known is None:
        raise ImportUnknownError
    return known


def _require_draft(work: ImportWork, known: Import) -> Draft:
    draft = work.draft_of(known.id)
    if draft is None or known.state is not ImportState.DRAFT:
        raise ImportDecidedError(known.state)
    return draft


def _hold(work: ImportWork, import_: int) -> Import:
    """Return the import, held with its family: nobody joins or leaves it meanwhile."""
    require_family(work, _require_import(work, import_).family)
    held = work.hold_import(import_)
    if held is None:
        raise ImportUnknownError
    return held


def _hold_draft(work: ImportWork, actor: int, import_: int) -> tuple[Import, Draft]:
    known = _hold(work, import_)
    require_organizer(work, actor, known.family)
    return known, _require_draft(work, known)
