"""Who somebody is here, and what they set for themselves: language, time zone, alerts, being forgotten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.callbacks.people import (
    CancelZonePress,
    DeliveryPress,
    ForgetPress,
    Go,
    Place,
    QuietPress,
    Visit,
    ZonePress,
)
from bot.screen import Screen, button, rows
from bot.screens.customs import family_settings_button
from bot.screens.payments import paysupport_button
from bot.screens.people import (
    LANGUAGE_NAMES,
    back_button,
    balances_button,
    privacy_button,
)
from bot.texts import Html, Texts
from bot.zones import OFFERED, city_of
from core.alerts.wish import QUIET_FROM, QUIET_UNTIL, Delivery
from core.families.family import Role

if TYPE_CHECKING:
    from aiogram.types import InlineKeyboardButton

    from core.alerts.wish import Wish
    from core.families.forgetting import Forgetting
    from core.families.profile import ProfileView
    from core.people.person import Person


def came_from_screen(back: Place, view: ProfileView, t: Texts) -> Screen:
    """Show again the screen of the person from which something was set."""
    return settings_screen(view, t) if back is Place.SETTINGS else profile_screen(view, t)


def profile_screen(view: ProfileView, t: Texts) -> Screen:
    """Say who the person is here, what is set, and lead to everything of their own."""
    text = Html(
        "\n".join(
            [
                t("👤 <b>{name}</b>", name=view.person.name),
                _family(view, t),
                *_settings(view, t),
                _country(view.person, t),
            ]
        )
    )
    return Screen(
        text,
        rows(
            [button("👪 " + t.label("Family"), Go(to=Place.FAMILY))] if view.family else [],
            [balances_button(t)],
            *_setting_buttons(Place.PROFILE, t),
            [
                privacy_button(Place.PROFILE, t),
                button("📄 " + t.label("Export my data"), Go(to=Place.EXPORT)),
            ],
            [paysupport_button(Place.PROFILE, t)],
            [button("🗑 " + t.label("Forget me"), Visit(to=Place.FORGET, back=Place.PROFILE))],
            [back_button(Place.HOME, t)],
        ),
    )


def settings_screen(view: ProfileView, t: Texts) -> Screen:
    """Say what is set, and lead to where it is changed."""
    text = Html("\n".join([t("<b>Settings</b>"), *_settings(view, t)]))
    return Screen(
        text,
        rows(
            *_setting_buttons(Place.SETTINGS, t),
            [family_settings_button(t)] if view.family else [],
            [back_button(Place.PROFILE, t)],
        ),
    )


def _family(view: ProfileView, t: Texts) -> Html:
    if view.family is None or view.member is None:
        return t("Family: none yet")
    if view.family.is_organizer:
        return t("Family: “{family}”, you are the organizer", family=view.family.name)
    if view.member.role is Role.LIMITED:
        return t("Family: “{family}”, expensive lines of yours need an approval", family=view.family.name)
    return t("Family: “{family}”", family=view.family.name)


def _settings(view: ProfileView, t: Texts) -> list[Html]:
    return [
        t("Language: {language}", language=LANGUAGE_NAMES[t.language]),
        _zone(view, t),
        t("Alerts: {when}", when=_wish(view.person.wish, t)),
    ]


def _zone(view: ProfileView, t: Texts) -> Html:
    return t(
        "Time zone: {city}, it is {time} there", city=city_of(t.zone, t.language), time=t.clock(view.seen_at)
    )


def _wish(wish: Wish, t: Texts) -> Html:
    match wish.delivery:
        case Delivery.AT_ONCE:
            news = t("at once")
        case Delivery.DIGEST:
            news = t("news once a day, at 19:00")
        case Delivery.NEVER:
            news = t("no news, only what is important")
    return t("{news}; quiet from 22 to 8", news=news) if wish.quiet else t("{news}; at night, too", news=news)


def _country(person: Person, t: Texts) -> Html:
    if person.country is None or person.country_proved_at is None:
        return t("Phone number: not confirmed, and only needed to create a family")
    return t(
        "Phone number: of {country}, confirmed {when}; the number itself is not stored",
        country=t.country(person.country),
        when=t.moment(person.country_proved_at),
    )


def _setting_buttons(back: Place, t: Texts) -> list[list[InlineKeyboardButton]]:
    return [
        [
            button("🌐 " + t.label("Language"), Visit(to=Place.LANGUAGE, back=back)),
            button("🕒 " + t.label("Time zone"), Visit(to=Place.ZONE, back=back)),
        ],
        [button("🔔 " + t.label("Alerts"), Visit(to=Place.ALERTS, back=back))],
    ]


def zones_screen(view: ProfileView, t: Texts, back: Place) -> Screen:
    """Offer a few time zones, each with the time there, and a way to name another."""
    text = Html(
        "\n".join(
            [
                _zone(view, t),
                "",
                t("What time is it where you are? Choose the city with your time, or name another."),
            ]
        )
    )
    choices = [_zone_button(zone, view, t, back) for zone in OFFERED]
    pairs = [choices[first : first + 2] for first in range(0, len(choices), 2)]
    other = button("✏️ " + t.label("Another city"), Visit(to=Place.OTHER_ZONE, back=back))
    return Screen(text, rows(*pairs, [other], [back_button(back, t)]))


def _zone_button(zone: str, view: ProfileView, t: Texts, back: Place) -> InlineKeyboardButton:
    mark = "✅ " if zone == t.zone else ""
    time = Texts(t.language, zone).clock(view.seen_at)
    return button(f"{mark}{city_of(zone, t.language)} {time}", ZonePress(zone=zone, back=back))


def ask_zone_screen(t: Texts, back: Place) -> Screen:
    """Ask for a time zone that is not among those offered."""
    text = t(
        "Which city has your time? Send me a big one nearby, for example <code>Berlin</code>, or the "
        "difference to Greenwich, for example <code>UTC+5</code>."
    )
    return Screen(text, rows([button(t.label("Cancel"), CancelZonePress(back=back))]))


def alerts_screen(wish: Wish, t: Texts, back: Place) -> Screen:
    """Say how alerts come, and let it be changed."""
    text = t(
        "<b>Alerts</b>\n"
        "Now: {when}.\n\n"
        "Comings and goings in the family, and what happens to your place in it, I always tell you at once.\n"
        "When somebody waits for you – a vote, a share to be sent –, I tell you at once, or in the morning "
        "after the quiet hours.\n"
        "All other news come as you like: at once, together at 19:00, or never. What you turn off is not "
        "kept for later.",
        when=_wish(wish, t),
    )

    def choosing(label: str, delivery: Delivery) -> InlineKeyboardButton:
        mark = "✅ " if delivery is wish.delivery else ""
        return button(mark + label, DeliveryPress(delivery=delivery, back=back))

    quiet = t.label("Quiet from {start} to {end}", start=f"{QUIET_FROM:%H:%M}", end=f"{QUIET_UNTIL:%H:%M}")
    return Screen(
        text,
        rows(
            [
                choosing(t.label("At once"), Delivery.AT_ONCE),
                choosing(t.label("Once a day"), Delivery.DIGEST),
                choosing(t.label("Never"), Delivery.NEVER),
            ],
            [button(("✅ " if wish.quiet else "☐ ") + quiet, QuietPress(quiet=not wish.quiet, back=back))],
            [back_button(back, t)],
        ),
    )


def forget_screen(view: Forgetting, t: Texts, back: Place) -> Screen:
    """Spell out what being forgotten means."""
    parts = [
        t(
            "Shall I forget you? I erase your name, username, language, time zone, country, alerts and "
            "settings. It cannot be undone.\n"
            "Orders and books of your families keep the amounts and your Telegram id; where your name stood, "
            "they say “former member”."
        )
    ]
    if view.family is not None and view.is_last:
        parts.append(
            t("You are alone in “{family}”: the family is disbanded, its cart is closed.", family=view.family)
        )
    elif view.family is not None:
        parts.append(
            t("You leave “{family}”: your open lines are removed, your votes fall away.", family=view.family)
        )
    return Screen(
        Html("\n\n".join(parts)),
        rows(
            [button("🗑 " + t.label("Yes, forget me"), ForgetPress())],
            [button("📄 " + t.label("Export my data"), Go(to=Place.EXPORT))],
            [back_button(back, t)],
        ),
    )


def forgotten_screen(t: Texts) -> Screen:
    """Say good-bye; no button, since whoever presses one is met anew."""
    return Screen(t("Done, I have forgotten you. All the best! If you write to me, we meet anew."))
