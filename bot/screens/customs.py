"""How the family does things: everybody may look, the organizer chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from bot.callbacks.customs import AskCustomPress, Custom, CustomPress, CustomsPress
from bot.callbacks.people import Go, Place
from bot.screen import Screen, button, rows
from bot.screens.people import back_button, cancel_button
from bot.texts import Html, Texts
from bot.zones import OFFERED, city_of
from core.carts.deadline import Clock, Lasting, read_until
from core.families.family import MayLock, Units, Voting
from core.orders.correcting import TOLERANCE_MINOR
from core.shared.money import in_minor

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aiogram.types import InlineKeyboardButton

    from core.carts.deadline import Until
    from core.families.views import SettingsView

BELOW_MINOR = (0, 50_000, 100_000, 300_000, 500_000)
"""What the buttons offer, in minor units; any other sum can be typed."""

UNTILS = ("1h", "6h", "12h", "24h", "48h", "168h", "18.00", "21.00")
"""What the buttons offer, as `core.carts.deadline` reads it; anything else can be typed."""

TOLERANCE_PERCENT = (0, 5, 10, 20)
"""What the buttons offer."""

OFF = "off"
"""On a button: no voting."""

HOUR, DAY = 60, 24 * 60
"""In minutes."""


class Choice(NamedTuple):
    """One way to do it: the value on its button, what it is called, and what it means."""

    value: str
    name: str
    meaning: Html | None = None


def family_settings_button(t: Texts) -> InlineKeyboardButton:
    """Return the way to how the family does things."""
    return button("⚙️ " + t.label("Family settings"), Go(to=Place.FAMILY_SETTINGS))


def family_settings_screen(view: SettingsView, t: Texts) -> Screen:
    """Show how the family does things, and to the organizer where to change it."""
    family = view.family
    set_now = "\n".join(
        t("{name}: <b>{value}</b>", name=custom_name(custom, t), value=_value(custom, view, t))
        for custom in Custom
    )
    parts = [t("⚙️ Settings of <b>{family}</b>\n\n{settings}", family=family.name, settings=Html(set_now))]
    if not view.is_organizer:
        parts.append(t("{name} changes them, as the organizer.", name=view.organizer))
    customs = [button(custom_name(custom, t), CustomsPress(custom=custom)) for custom in Custom]
    pairs = [customs[first : first + 2] for first in range(0, len(customs), 2)]
    organizers = [
        *pairs,
        [button("✏️ " + t.label("Rename"), Go(to=Place.RENAME))],
        [
            button("👥 " + t.label("Members"), Go(to=Place.MEMBERS)),
            button("⛔️ " + t.label("Who may not come back"), Go(to=Place.BARRED)),
        ],
        [button("🗑 " + t.label("Disband"), Go(to=Place.DISBAND))],
    ]
    return Screen(
        Html("\n\n".join(parts)),
        rows(*(organizers if view.is_organizer else pairs), [back_button(Place.FAMILY, t)]),
    )


def custom_name(custom: Custom, t: Texts) -> str:
    """Return what a setting is called."""
    return {
        Custom.VOTING: "🗳 " + t.label("Voting"),
        Custom.FREE_BELOW: "💰 " + t.label("Passes without a vote"),
        Custom.FREE_UNPRICED: "❔ " + t.label("Lines without a price"),
        Custom.VOTE_UNTIL: "⏰ " + t.label("A vote is open"),
        Custom.TIME_ZONE: "🕒 " + t.label("The family's time zone"),
        Custom.MAY_LOCK: "🧾 " + t.label("Who checks out"),
        Custom.TOLERANCE: "📈 " + t.label("Dearer in the shop"),
        Custom.UNITS: "⚖️ " + t.label("Units"),
        Custom.CARD: "🪪 " + t.label("The cart's card"),
    }[custom]


def custom_screen(custom: Custom, view: SettingsView, t: Texts) -> Screen:
    """Show the choices there are for one setting, each with what it means; the organizer may tap one."""
    choices = _choices(custom, view, t)
    parts = [t("<b>{name}</b>\n{what}", name=custom_name(custom, t), what=_what(custom, view, t))]
    parts += [
        t(
            "{mark}<b>{name}</b> – {meaning}",
            mark=_mark(choice, custom, view),
            name=choice.name,
            meaning=meaning,
        )
        for choice in choices
        if (meaning := choice.meaning) is not None
    ]
    if not view.is_organizer:
        parts.append(t("{name} changes it, as the organizer.", name=view.organizer))
        return Screen(Html("\n\n".join(parts)), rows([back_button(Place.FAMILY_SETTINGS, t)]))
    buttons = [
        button(
            _mark(choice, custom, view) + choice.name,
            CustomPress(family=view.family.id, custom=custom, value=choice.value),
        )
        for choice in choices
    ]
    width = 1 if custom in (Custom.VOTING, Custom.FREE_UNPRICED, Custom.MAY_LOCK) else 2
    lines = [buttons[first : first + width] for first in range(0, len(buttons), width)]
    other = [button("✏️ " + t.label("Another"), AskCustomPress(custom=custom))] if custom in TYPED else []
    return Screen(Html("\n\n".join(parts)), rows(*lines, other, [back_button(Place.FAMILY_SETTINGS, t)]))


def _explained(choice: Choice, custom: Custom, view: SettingsView, t: Texts) -> Html:
    mark = _mark(choice, custom, view)
    return t("{mark}<b>{name}</b> – {meaning}", mark=mark, name=choice.name, meaning=choice.meaning)


TYPED = (Custom.FREE_BELOW, Custom.VOTE_UNTIL, Custom.TIME_ZONE)
"""What can be typed, too."""


def ask_custom_screen(custom: Custom, t: Texts) -> Screen:
    """Ask for what no button offers."""
    match custom:
        case Custom.FREE_BELOW:
            text = t("Below which sum does a line pass without a vote? Send me an amount, for example 1500.")
        case Custom.VOTE_UNTIL:
            text = t(
                "Until when is a vote open? From 5 minutes to 7 days, for example <code>2 hours</code>, "
                "<code>18:00</code> or <code>fri 12:00</code>."
            )
        case _:
            text = t(
                "By which clock does the family live? Send me a big city nearby, for example "
                "<code>Berlin</code>, or the difference to Greenwich, for example <code>UTC+5</code>."
            )
    return Screen(text, rows([cancel_button(t)]))


def _mark(choice: Choice, custom: Custom, view: SettingsView) -> str:
    customs = view.family.customs
    chosen = {
        Custom.VOTING: customs.voting.value if view.family.has_voting else OFF,
        Custom.FREE_BELOW: str(customs.free_below_minor),
        Custom.FREE_UNPRICED: str(int(customs.free_unpriced)),
        Custom.VOTE_UNTIL: customs.vote_until.replace(":", "."),
        Custom.TIME_ZONE: view.zone,
        Custom.MAY_LOCK: customs.may_lock.value,
        Custom.TOLERANCE: str(customs.tolerance_percent),
        Custom.UNITS: customs.units.value,
        Custom.CARD: str(int(customs.rich_card)),
    }
    return "✅ " if choice.value == chosen[custom] else ""


def _what(custom: Custom, view: SettingsView, t: Texts) -> Html:
    """Say what the setting is about."""
    what = {
        Custom.VOTING: t(
            "How the family agrees on a line. Only adults' votes count; whoever is the only adult needs "
            "no vote. A change counts what is open anew; what was agreed on stays."
        ),
        Custom.FREE_BELOW: t(
            "A line that costs less in all passes without a vote. With 0 every line is voted on. "
            "Now passes without a vote: {below}.",
            below=_value(custom, view, t),
        ),
        Custom.FREE_UNPRICED: t("What becomes of a line of which nobody knows what it costs."),
        Custom.VOTE_UNTIL: t(
            "For so long, or until the clock next shows this, votes are waited for: now {until}. "
            "It holds for votes that begin from now on.",
            until=until_words(read_until(view.family.customs.vote_until), t),
        ),
        Custom.TIME_ZONE: t(
            "By this clock votes close at 18:00 or on Friday. Now: {city}, it is {time} there.",
            city=city_of(view.zone, t.language),
            time=Texts(t.language, view.zone).clock(view.seen_at),
        ),
        Custom.MAY_LOCK: t("Who makes an order of what the family agreed on. The organizer always may."),
        Custom.TOLERANCE: t(
            "By how much an order may become dearer before it is paid: all its prices together, by this part "
            "or by {least} if that is more. Beyond that, everybody has to say yes whose share grows. "
            "Now: {now}.",
            least=t.money(TOLERANCE_MINOR, view.family.currency),
            now=_value(custom, view, t),
        ),
        Custom.UNITS: t("How weights and volumes are shown."),
        Custom.CARD: t("How the list of the cart looks."),
    }
    return what[custom]


def _choices(custom: Custom, view: SettingsView, t: Texts) -> Sequence[Choice]:
    currency = view.family.currency
    choices: dict[Custom, Sequence[Choice]] = {
        Custom.VOTING: [
            Choice(value, name, _voting_meaning(value, t)) for value, name in voting_names(t).items()
        ],
        Custom.FREE_BELOW: [
            Choice(str(minor), t.money(minor, currency))
            for minor in (in_minor(below, currency) for below in BELOW_MINOR)
        ],
        Custom.FREE_UNPRICED: [
            Choice("0", _unpriced(t, is_free=False), t("as dear ones are.")),
            Choice("1", _unpriced(t, is_free=True), t("until they have a price.")),
        ],
        Custom.VOTE_UNTIL: [Choice(value, until_words(read_until(value), t)) for value in UNTILS],
        Custom.TIME_ZONE: [Choice(zone, city_of(zone, t.language)) for zone in OFFERED],
        Custom.MAY_LOCK: [
            Choice(value, name, _lock_meaning(value, t)) for value, name in lock_names(t).items()
        ],
        Custom.TOLERANCE: [
            Choice(str(percent), tolerance_words(percent, t)) for percent in TOLERANCE_PERCENT
        ],
        Custom.UNITS: [
            Choice(value, name, t("1.5 kg, 2 l.") if value == Units.LARGE else t("1500 g, 2000 ml."))
            for value, name in unit_names(t).items()
        ],
        Custom.CARD: [
            Choice("0", _card(t, is_rich=False), t("a list that looks the same everywhere.")),
            Choice("1", _card(t, is_rich=True), t("with a table and headings, where Telegram shows them.")),
        ],
    }
    return choices[custom]


def voting_names(t: Texts) -> dict[str, str]:
    """Return every way to vote, and none, by the value on its button."""
    return {
        OFF: t.label("No voting"),
        Voting.VETO: t.label("Veto"),
        Voting.MAJORITY: t.label("Majority"),
        Voting.EVERYONE: t.label("Everyone"),
        Voting.ORGANIZER: t.label("The organizer decides"),
    }


def _voting_meaning(value: str, t: Texts) -> Html:
    match value:
        case Voting.VETO:
            return t(
                "a single 👎 is enough to call it off. Nobody against by the deadline: agreed. "
                "Silence is consent."
            )
        case Voting.MAJORITY:
            return t(
                "more 👍 than 👎, when at least half of the adults voted. Even votes are the organizer's to "
                "decide. Too much silence: not agreed."
            )
        case Voting.EVERYONE:
            return t("every adult has to say 👍. One 👎, or one silence at the deadline: not agreed.")
        case Voting.ORGANIZER:
            return t(
                "the organizer's vote counts at once, the others advise. The organizer's silence at the "
                "deadline: not agreed."
            )
        case _:
            return t("everything in the cart counts as agreed. Votes are opinions.")


def lock_names(t: Texts) -> dict[str, str]:
    """Return who may check out, by the value on the button."""
    return {
        MayLock.ORGANIZER: t.label("The organizer"),
        MayLock.ADULTS: t.label("Any adult"),
        MayLock.ROTATION: t.label("By turns"),
    }


def _lock_meaning(value: str, t: Texts) -> Html:
    match value:
        case MayLock.ORGANIZER:
            return t("nobody else.")
        case MayLock.ADULTS:
            return t("whoever comes first.")
        case _:
            return t("the adults one after the other; a turn can be passed on.")


def _unpriced(t: Texts, *, is_free: bool) -> str:
    return t.label("pass without a vote") if is_free else t.label("are voted on")


def until_words(until: Until, t: Texts) -> str:
    """Return a deadline as people say it."""
    match until:
        case Lasting(minutes):
            days, rest = divmod(minutes, DAY)
            if days > 1 and not rest:
                return t.labels("{count} day", "{count} days", days)
            hours, rest = divmod(minutes, HOUR)
            parts = [t.labels("{count} hour", "{count} hours", hours)] if hours else []
            parts += [t.labels("{count} minute", "{count} minutes", rest)] if rest else []
            return " ".join(parts)
        case Clock(hour, minute, weekday):
            clock = f"{hour:02}:{minute:02}"
            if weekday is None:
                return t.label("until {time}", time=clock)
            return t.label("until {day}, {time}", day=t.weekday(weekday), time=clock)


def unit_names(t: Texts) -> dict[str, str]:
    """Return how weights and volumes can be shown, by the value on the button."""
    return {Units.LARGE: t.label("Large"), Units.SMALL: t.label("Small")}


def _card(t: Texts, *, is_rich: bool) -> str:
    return t.label("Rich") if is_rich else t.label("Plain")


def _value(custom: Custom, view: SettingsView, t: Texts) -> str:
    customs = view.family.customs
    values = {
        Custom.VOTING: voting_names(t)[customs.voting if view.family.has_voting else OFF],
        Custom.FREE_BELOW: below_words(customs.free_below_minor, view.family.currency, t),
        Custom.FREE_UNPRICED: _unpriced(t, is_free=customs.free_unpriced),
        Custom.VOTE_UNTIL: until_words(read_until(customs.vote_until), t),
        Custom.TIME_ZONE: city_of(view.zone, t.language),
        Custom.MAY_LOCK: lock_names(t)[customs.may_lock],
        Custom.TOLERANCE: tolerance_words(customs.tolerance_percent, t),
        Custom.UNITS: unit_names(t)[customs.units],
        Custom.CARD: _card(t, is_rich=customs.rich_card),
    }
    return values[custom]


def below_words(minor: int, currency: str, t: Texts) -> str:
    """Return what passes without a vote by its sum."""
    if not minor:
        return t.label("nothing")
    return t.label("below {sum}", sum=t.money(minor, currency))


TOLD = {
    "voting": Custom.VOTING,
    "free_below_minor": Custom.FREE_BELOW,
    "free_unpriced": Custom.FREE_UNPRICED,
    "vote_until": Custom.VOTE_UNTIL,
    "time_zone": Custom.TIME_ZONE,
    "may_lock": Custom.MAY_LOCK,
    "tolerance_percent": Custom.TOLERANCE,
    "units": Custom.UNITS,
    "rich_card": Custom.CARD,
}
"""What alerts and the journal call the settings, as the family keeps them."""


def tolerance_words(percent: int, t: Texts) -> str:
    """Say by how much an order may become dearer unasked."""
    return t.label("up to {percent} %", percent=percent) if percent else t.label("always ask")


def told_custom(name: str, value: str, currency: str, t: Texts) -> str:
    """Return one setting that an alert tells of, with the value that it keeps as text."""
    return f"{custom_name(TOLD[name], t)}: {told_value(name, value, currency, t)}"


def told_value(name: str, value: str, currency: str, t: Texts) -> str:
    """Return the value of a setting that an alert or the journal keeps as text."""
    match TOLD[name]:
        case Custom.FREE_BELOW:
            said = below_words(int(value), currency, t)
        case Custom.FREE_UNPRICED:
            said = _unpriced(t, is_free=value == "True")
        case Custom.VOTE_UNTIL:
            said = until_words(read_until(value), t)
        case Custom.TIME_ZONE:
            said = city_of(value, t.language) if value else t.label("not chosen")
        case Custom.CARD:
            said = _card(t, is_rich=value == "True")
        case Custom.VOTING:
            said = voting_names(t)[value]
        case Custom.MAY_LOCK:
            said = lock_names(t)[value]
        case Custom.TOLERANCE:
            said = tolerance_words(int(value), t)
        case Custom.UNITS:
            said = unit_names(t)[value]
    return said
