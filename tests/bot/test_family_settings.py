"""The family's settings, as the organizer and the others see them; and what they do to a vote."""

from __future__ import annotations

import pytest

from core.carts.agreement import Choice
from core.families.family import MayLock, Voting
from tests.bot.stage import DAD, KID, MUM, Stage, Toast

SETTINGS = """\
⚙️ Настройки семьи <b>Ивановы</b>

🗳 Голосование: <b>Большинство</b>
💰 Без голосования: <b>дешевле 1 000 ₽</b>
❔ Строки без цены: <b>голосуем</b>
⏰ Срок голосования: <b>24 часа</b>
🕒 Часовой пояс семьи: <b>Москва</b>
🧾 Кто оформляет: <b>Организатор</b>
📈 Если подорожало: <b>до 5 %</b>
⚖️ Единицы: <b>Крупные</b>
🪪 Вид корзины: <b>Простая</b>
"""

CHOICES = """\
[🗳 Голосование] [💰 Без голосования]
[❔ Строки без цены] [⏰ Срок голосования]
[🕒 Часовой пояс семьи] [🧾 Кто оформляет]
[📈 Если подорожало] [⚖️ Единицы]
[🪪 Вид корзины]
"""


async def open_settings(stage: Stage, person: int) -> None:
    await stage.say(person, "/settings")
    await stage.tap(person, "⚙️ Настройки семьи")


async def test_the_organizer_sees_and_may_change_everything(stage: Stage) -> None:
    await stage.household()
    await open_settings(stage, MUM)
    assert stage.shows(MUM) == (
        SETTINGS + CHOICES + "[✏️ Переименовать]\n[👥 Участники] [⛔️ Кому вход закрыт]\n"
        "[🗑 Распустить семью]\n[⬅️ Назад]"
    )
    await stage.tap(MUM, "🗳 Голосование")
    assert stage.shows(MUM) == (
        "<b>🗳 Голосование</b>\n"
        "Как семья решает о строке. Считаются голоса взрослых; единственному взрослому голосование не нужно. "
        "Если правило сменить, открытые голоса пересчитаются, а решённое останется.\n\n"
        "<b>Без голосования</b> – всё в корзине считается решённым. Голоса – просто мнения.\n\n"
        "<b>Вето</b> – достаточно одного 👎, и не берём. Никто не против до срока – решено. Молчание – "
        "согласие.\n\n"
        "✅ <b>Большинство</b> – 👍 больше, чем 👎, и проголосовала хотя бы половина взрослых. Поровну – "
        "решает организатор. Почти все промолчали – не решено.\n\n"
        "<b>Все согласны</b> – нужны 👍 всех взрослых. Хоть один 👎 или кто-то промолчал до срока – не "
        "решено.\n\n"
        "<b>Решает организатор</b> – голос организатора решает сразу, остальные советуют. Организатор "
        "промолчал до срока – не решено.\n"
        "[Без голосования]\n[Вето]\n[✅ Большинство]\n[Все согласны]\n[Решает организатор]\n[⬅️ Назад]"
    )


async def test_the_settings_speak_english(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_language"](actor=MUM, language="en", spoken=("ru", "en"))
    await stage.say(MUM, "/family")
    await stage.tap(MUM, "⚙️ Family settings")
    assert stage.shows(MUM).startswith(
        "⚙️ Settings of <b>Ивановы</b>\n\n"
        "🗳 Voting: <b>Majority</b>\n💰 Passes without a vote: <b>below ₽1,000</b>\n"
        "❔ Lines without a price: <b>are voted on</b>\n⏰ A vote is open: <b>24 hours</b>\n"
        "🕒 The family's time zone: <b>Moscow</b>\n🧾 Who checks out: <b>The organizer</b>\n"
        "📈 Dearer in the shop: <b>up to 5 %</b>\n⚖️ Units: <b>Large</b>\n"
        "🪪 The cart's card: <b>Plain</b>\n[🗳 Voting]"
    )
    await stage.tap(MUM, "🧾 Who checks out")
    assert stage.shows(MUM) == (
        "<b>🧾 Who checks out</b>\nWho makes an order of what the family agreed on. The organizer always "
        "may.\n\n✅ <b>The organizer</b> – nobody else.\n\n<b>Any adult</b> – whoever comes first.\n\n"
        "<b>By turns</b> – the adults one after the other; a turn can be passed on.\n"
        "[✅ The organizer]\n[Any adult]\n[By turns]\n[⬅️ Back]"
    )


async def test_the_family_says_by_how_much_an_order_may_become_dearer(stage: Stage) -> None:
    await stage.household()
    await open_settings(stage, MUM)
    await stage.tap(MUM, "📈 Если подорожало")
    assert stage.shows(MUM) == (
        "<b>📈 Если подорожало</b>\nНа сколько заказ может подорожать до оплаты: все цены вместе, на эту "
        "часть или на 100 ₽, если это больше. Если дороже – нужно «да» каждого, чья доля вырастет. "
        "Сейчас: до 5 %.\n"
        "[всегда спрашивать] [✅ до 5 %]\n[до 10 %] [до 20 %]\n[⬅️ Назад]"
    )
    stage.expect("message is not modified")
    await stage.tap(MUM, "всегда спрашивать")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    stage.pass_by(60)
    await stage.deliver()
    assert "📈 Если подорожало: всегда спрашивать" in stage.text(DAD)


async def test_the_others_look_and_change_nothing(stage: Stage) -> None:
    await stage.household()
    await open_settings(stage, DAD)
    assert stage.shows(DAD) == (
        SETTINGS.rstrip("\n") + "\n\nМеняет их организатор: Мама.\n" + CHOICES + "[⬅️ Назад]"
    )
    await stage.tap(DAD, "⚖️ Единицы")
    assert stage.shows(DAD) == (
        "<b>⚖️ Единицы</b>\nКак показывать вес и объём.\n\n✅ <b>Крупные</b> – 1,5 кг, 2 л.\n\n"
        "<b>Мелкие</b> – 1500 г, 2000 мл.\n\nМеняет организатор: Мама.\n[⬅️ Назад]"
    )
    refusal = await stage.press(DAD, "set:1:units:small")
    assert refusal == Toast("Это может только организатор. Кого попросить: Мама.", is_alert=True)


async def test_a_choice_is_tapped_twice_and_told_to_the_others_once(stage: Stage) -> None:
    await stage.household()
    await open_settings(stage, MUM)
    await stage.tap(MUM, "🗳 Голосование")
    await stage.tap(MUM, "Вето")
    assert "[✅ Вето]\n[Большинство]" in stage.shows(MUM)
    before = await stage.kept()
    stage.expect("message is not modified")
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.press(MUM, "set:1:below:0")
    await stage.press(MUM, "set:1:lock:rotation")
    stage.pass_by(60)
    await stage.deliver()
    assert stage.shows(DAD) == (
        "🔔 <i>№ 1</i>\nМама: новые настройки семьи «Ивановы».\n🗳 Голосование: Вето\n"
        "💰 Без голосования: ничего\n🧾 Кто оформляет: По очереди\n[⚙️ Настройки семьи]"
    )
    assert not [text for text in stage.said(MUM) if "🔔" in text]


@pytest.mark.parametrize(
    ("custom", "wrong", "refusal", "right", "shown"),
    [
        (
            "until",
            "когда-нибудь",
            "Не понимаю срок «когда-нибудь». Напишите, например: 2 часа, 18:00, пт 12:00.",
            "пятница 12",
            "Сейчас: до пт 12:00.",
        ),
        (
            "until",
            "минута",
            "Голосование длится от 5 минут до 7 дней. Выберите другой срок.",
            "1,5 часа",
            "Сейчас: 1 час 30 минут.",
        ),
        (
            "below",
            "много",
            "«много»",
            "1 500,50",
            "Сейчас без голосования: дешевле 1 500,50 ₽.",
        ),
        ("zone", "Китеж", "Не знаю", "Берлин", "Сейчас: Берлин, там 10:00."),
    ],
)
async def test_what_no_button_offers_is_typed(
    stage: Stage, custom: str, wrong: str, refusal: str, right: str, shown: str
) -> None:
    await stage.household()
    await stage.start(MUM)
    await stage.press(MUM, f"custom:{custom}")
    await stage.tap(MUM, "✏️ Другое")
    await stage.say(MUM, wrong)
    assert refusal in stage.text(MUM)
    await stage.say(MUM, right)
    assert shown in stage.text(MUM)


async def test_deadlines_are_told_by_the_familys_clock_to_who_chose_none(stage: Stage) -> None:
    await stage.household()
    await stage.start(MUM)
    await stage.press(MUM, "custom:zone")
    await stage.tap(MUM, "✏️ Другое")
    await stage.say(MUM, "Владивосток")
    (tv,) = await stage.add(DAD, "телевизор 20000 р")
    await stage.start(DAD)
    await stage.press(DAD, f"l:{tv.id}")
    assert "Семья голосует до 2 мар., 19:00" in stage.text(DAD)
    await stage.say(DAD, "/cart")
    await stage.say(MUM, "/go 40")
    stage.clock.pass_by(3)
    await stage.refresh()
    assert "Мама в магазине до 19:40" in stage.text(DAD)
    await stage.press(DAD, "tz:Europe/Moscow:profile")
    await stage.press(DAD, f"l:{tv.id}")
    assert "Семья голосует до 2 мар., 12:00" in stage.text(DAD)


async def test_an_author_chooses_another_deadline(stage: Stage) -> None:
    await stage.household()
    (tv,) = await stage.add(DAD, "телевизор 20000 р")
    await stage.start(DAD)
    await stage.press(DAD, f"l:{tv.id}")
    assert stage.shows(DAD) == (
        "<b>телевизор</b>, 1 шт, 20 000 ₽\nКто добавил: Папа\nЦена: 20 000 ₽\n"
        "🗳 Семья голосует до 2 мар., 12:00: 👍 0 👎 0\n"
        "Решают, чего больше, 👍 или 👎, если проголосует хотя бы половина взрослых.\n"
        "[👍 0] [👎 0]\n[⏰ До …]\n[⭐️ В постоянные]\n[−] [1 шт] [+]\n[📝 Заметка]\n"
        "[✏️ Изменить] [🗑 Убрать]\n[🎁 Сюрприз]\n[🛒 Корзина] [📖 Журнал]"
    )
    await stage.tap(DAD, "⏰ До …")
    assert stage.shows(DAD) == (
        "<b>телевизор</b>, 1 шт, 20 000 ₽\nСемья голосует до 2 мар., 12:00. Какой срок поставить вместо "
        "этого? От 5 минут до 7 дней.\n[1 час: 1 мар., 13:00] [3 часа: 1 мар., 15:00]\n"
        "[1 мар., 21:00] [2 мар., 12:00]\n[2 мар., 21:00] [3 дня: 4 мар., 12:00]\n[✏️ Другое]\n[⬅️ Назад]"
    )
    await stage.tap(DAD, "1 мар., 21:00")
    assert "🗳 Семья голосует до 1 мар., 21:00" in stage.text(DAD)
    stage.pass_by(10)
    await stage.deliver()
    assert stage.shows(KID) == (
        "🔔 <i>№ 1</i>\nПапа: новый срок для «телевизор». Голосуем до 1 мар., 21:00.\n[🔎 Показать строку]"
    )
    await stage.tap(DAD, "⏰ До …")
    await stage.tap(DAD, "✏️ Другое")
    await stage.say(DAD, "через 10 минут")
    assert "🗳 Семья голосует до 1 мар., 12:10" in stage.text(DAD)


async def test_who_voted_learns_what_a_line_was(stage: Stage) -> None:
    await stage.household()
    (tea,) = await stage.add(DAD, "чайник 2 шт 800 р")
    await stage.do["cast_vote"](voter=KID, item=tea.id, version=1, choice=Choice.FOR)
    await stage.start(DAD)
    await stage.press(DAD, f"q:{tea.id}:1:3")
    await stage.say(KID, "/cart")
    assert "1. 🗳 чайник, 3 шт, 2 400 ₽ – Папа\n     было: 2 шт · 800 ₽" in stage.text(KID)
    stage.pass_by(10)
    await stage.deliver()
    assert stage.shows(KID) == (
        "🔔 <i>№ 1</i>\n«чайник»: строка изменилась, проголосуйте, пожалуйста, заново.\n"
        "Вы голосовали за такую: чайник · 2 шт · 800 ₽\n[🔎 Показать строку]"
    )
    for person in (KID, MUM):
        await stage.do["cast_vote"](voter=person, item=tea.id, version=2, choice=Choice.FOR)
    await stage.say(KID, "/cart")
    assert "было" not in stage.text(KID)


async def test_the_organizer_alone_decides_and_the_others_advise(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_voting"](actor=MUM, family=1, voting=Voting.ORGANIZER)
    (tea,) = await stage.add(DAD, "чайник 2000 р")
    await stage.say(DAD, "/cart")
    assert await stage.tap(DAD, "👍 0") == Toast("«чайник»: ваш совет записан, решает организатор.")
    await stage.press(DAD, f"l:{tea.id}")
    assert "Решает организатор, остальные советуют. Не проголосует организатор – не берём." in stage.text(DAD)
    await stage.say(MUM, "/cart")
    assert await stage.tap(MUM, "👎 0") == Toast("«чайник»: семья не согласилась ❌")


async def test_a_veto_keeps_an_author_from_hurrying(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_voting"](actor=MUM, family=1, voting=Voting.VETO)
    (tea,) = await stage.add(DAD, "чайник 2000 р")
    await stage.start(DAD)
    await stage.press(DAD, f"when:{tea.id}:1")
    assert "[1 час" not in stage.shows(DAD)
    soon = int(stage.clock().timestamp()) + 3600
    assert await stage.press(DAD, f"until:{tea.id}:1:{soon}") == Toast(
        "В этой семье молчание – согласие, поэтому сделать срок короче может только организатор. Кого "
        "попросить: Мама.",
        is_alert=True,
    )


async def test_adults_check_out_by_turns(stage: Stage) -> None:
    await stage.household()
    await stage.do["choose_may_lock"](actor=MUM, family=1, may_lock=MayLock.ROTATION)
    await stage.add(DAD, "хлеб 50 р")
    await stage.say(DAD, "/cart")
    assert "Оформить" not in stage.shows(DAD)
    refusal = await stage.press(DAD, "go:checkout")
    assert refusal == Toast("Сейчас очередь оформлять: Мама. Попросите об этом.", is_alert=True)
    await stage.say(MUM, "/cart")
    await stage.tap(MUM, "🧾 Оформить")
    assert stage.shows(MUM) == (
        "🧾 <b>Оформить заказ</b>\n• <b>хлеб</b>, 1 шт, 50 ₽\n\nСейчас ваша очередь оформлять.\n\n"
        "💳 Как платим: платит один\n➗ Как делим: свои строки\n\nПапа: 50 ₽\n\nИтого: <b>50 ₽</b>\n"
        "[✅ Оформить]\n[💳 Как платим] [➗ Как делим]\n[🚚 Доставка, скидка] [🔎 Почему столько]\n"
        "[➡️ Передать очередь]\n[🛒 Корзина] [⬅️ Назад]"
    )
    await stage.tap(MUM, "➡️ Передать очередь")
    assert stage.shows(MUM) == ("Очередь оформлять передана. Теперь оформляет Папа.\n[🛒 Корзина]\n[⬅️ Назад]")
    await stage.deliver()
    assert stage.shows(DAD) == (
        "🔔 <i>№ 2</i>\nМама передаёт очередь: теперь корзину семьи «Ивановы» оформляете вы.\n[🛒 Корзина]"
    )
    await stage.tap(DAD, "🛒 Корзина")
    await stage.tap(DAD, "🧾 Оформить")
    await stage.tap(DAD, "✅ Оформить")
    assert "Заказ 1" in stage.text(DAD)
    await stage.say(KID, "/cart")
    assert "Оформить" not in stage.shows(KID)
