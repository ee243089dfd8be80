"""What somebody does with an invitation: opening it, joining, asking to, declining, moving in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiogram import Bot, Router
from aiogram.filters import CommandObject, CommandStart

from bot.callbacks.invites import (
    DeclinePress,
    JoinPress,
    MovePress,
    MovingPress,
    OldDeclinePress,
    OpenInvitePress,
    UnaskPress,
)
from bot.filters import Private
from bot.links import HOME, INVITE
from bot.screen import Screen
from bot.screens.invites import (
    accepted_screen,
    declined_screen,
    invitation_screen,
    joined_screen,
    moving_screen,
    unasked_screen,
)
from bot.screens.people import home_screen
from bot.show import send, show
from bot.texts import Html
from core.invites.invite import personal_token

if TYPE_CHECKING:
    from aiogram.types import CallbackQuery, Message

    from bot.texts import Texts
    from bot.use_cases import Do
    from core.families.views import Archive, FamilySummary
    from core.invites.views import Asked, Invitation, Moving, Withdrawn
    from core.people.person import Person

router = Router(name="invites")
router.callback_query.filter(Private())


@router.message(CommandStart(deep_link=True), Private())
async def start_with_payload(
    message: Message,
    command: CommandObject,
    bot: Bot,
    person: Person,
    t: Texts,
    open_invite: Do[Invitation],
    find_home: Do[FamilySummary | Archive | None],
) -> None:
    """Open an invitation; any other payload is damaged or from an old version, and is said to be."""
    payload = command.args or ""
    if payload.startswith(INVITE):
        token = payload.removeprefix(INVITE)
        invitation = await open_invite(actor=person.id, token=token)
        await send(bot, message.chat.id, invitation_screen(invitation, token, t))
        return
    home = home_screen(person, await find_home(actor=person.id), t)
    if payload == HOME:
        await send(bot, message.chat.id, home)
        return
    unknown = t("I do not know this link: it is damaged, or from an old version.")
    await send(bot, message.chat.id, Screen(Html(f"{unknown}\n\n{home.text}"), home.keyboard))


@router.callback_query(OpenInvitePress.filter())
async def open_personal(
    query: CallbackQuery,
    callback_data: OpenInvitePress,
    bot: Bot,
    person: Person,
    t: Texts,
    open_invite: Do[Invitation],
) -> None:
    """Open an invitation that the bot itself brought, without a link."""
    token = personal_token(callback_data.invite)
    invitation = await open_invite(actor=person.id, token=token)
    await send(bot, query.from_user.id, invitation_screen(invitation, token, t))


@router.callback_query(JoinPress.filter())
async def join(
    query: CallbackQuery,
    callback_data: JoinPress,
    bot: Bot,
    person: Person,
    t: Texts,
    accept_invite: Do[Invitation | Asked],
) -> None:
    """Join the family, or ask its organizer to be let in."""
    accepted = await accept_invite(actor=person.id, token=callback_data.token)
    await show(query, bot, accepted_screen(accepted, t))


@router.callback_query(DeclinePress.filter())
async def decline(
    query: CallbackQuery,
    callback_data: DeclinePress,
    bot: Bot,
    person: Person,
    t: Texts,
    decline_invite: Do[None],
) -> None:
    """Give back the seat that is held in this family, and leave everything else as it is."""
    await decline_invite(actor=person.id, token=callback_data.token)
    await show(query, bot, declined_screen(t))


@router.callback_query(OldDeclinePress.filter())
async def decline_any(
    query: CallbackQuery, bot: Bot, person: Person, t: Texts, decline_invite: Do[None]
) -> None:
    """Give back whichever seat is held: the button does not say of which family."""
    await decline_invite(actor=person.id, token=None)
    await show(query, bot, declined_screen(t))


@router.callback_query(UnaskPress.filter())
async def withdraw(
    query: CallbackQuery,
    callback_data: UnaskPress,
    bot: Bot,
    person: Person,
    t: Texts,
    withdraw_request: Do[Withdrawn],
) -> None:
    """Take the request to join back."""
    withdrawn = await withdraw_request(actor=person.id, request=callback_data.request)
    await show(query, bot, unasked_screen(withdrawn, t))


@router.callback_query(MovingPress.filter())
async def go_moving(
    query: CallbackQuery,
    callback_data: MovingPress,
    bot: Bot,
    person: Person,
    t: Texts,
    consider_moving: Do[Moving],
) -> None:
    """Spell out what leaving one family for another means."""
    moving = await consider_moving(actor=person.id, token=callback_data.token)
    await show(query, bot, moving_screen(moving, callback_data.token, t))


@router.callback_query(MovePress.filter())
async def move(
    query: CallbackQuery,
    callback_data: MovePress,
    bot: Bot,
    person: Person,
    t: Texts,
    leave_and_join: Do[Invitation],
) -> None:
    """Leave one family and join another, both or neither."""
    invitation = await leave_and_join(
        actor=person.id,
        token=callback_data.token,
        family=callback_data.family,
        keep_lines=callback_data.keep_lines,
    )
    await show(query, bot, joined_screen(invitation, t))
