"""One's own orders, screen by screen: checking out, noting what became of it, doing it again."""

from __future__ import annotations

from core.orders.own import OwnMark
from sandbox.fixtures import FAMILY
from tests.bot.stage import DAD, KID, MUM, Stage
from tests.bot.test_own_cart import fill


async def test_goes_from_the_cart_to_done_without_a_family(stage: Stage) -> None:
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "!духи 1500 р (для мамы); чай 2 шт https://shop.ru/1")
    await stage.tap(DAD, "🧺 Моя корзина")
    await stage.tap(DAD, "🧾 Оформить")
    assert stage.shows(DAD) == (
        "🧾 <b>Оформить заказ</b> · Моя корзина\n"
        "Заказ увидите только вы.\n"
        "\n"
        "• ❗️<b>духи</b>, 1 шт, 1 500 ₽\n"
        "• <b>чай</b>, 2 шт\n"
        "\n"
        "Итого: <b>1 500 ₽</b> · без цены: 1\n"
        "\n"
        "Цены можно назвать сейчас, а можно оформить и без них.\n"
        "[💰 Цена: чай]\n"
        "[✅ Оформить]\n"
        "[Только то, что с ценой]\n"
        "[🧺 Моя корзина] [⬅️ Назад]"
    )
    await stage.tap(DAD, "💰 Цена: чай")
    assert stage.text(DAD).startswith("чай, 2 шт – сколько стоит?")
    await stage.say(DAD, "дорого")
    assert stage.text(DAD).startswith("«дорого»")
    await stage.say(DAD, "89,90")
    assert "Итого: 1 679,80 ₽\n\n" in stage.text(DAD) + "\n\n"
    await stage.tap(DAD, "✅ Оформить")
    assert stage.shows(DAD) == (
        "📦 <b>Личный заказ 1</b> · 1 мар., 12:00\n"
        "⏳ Ещё не оплачен и не получен\n"
        "Его видите только вы.\n"
        "\n"
        "1. ❗️<b>духи</b>, 1 шт, 1 500 ₽ (<i>для мамы</i>)\n"
        '2. <b>чай</b>, 2 шт, 179,80 ₽ <a href="https://shop.ru/1">🔗</a>\n'
        "\n"
        "Итого: <b>1 679,80 ₽</b>\n"
        "[✅ Оплачено] [🚚 Заказ получен]\n"
        "[🔁 Повторить заказ]\n"
        "[Отменить заказ]\n"
        "[🔒 Мои личные заказы] [🧺 Моя корзина]"
    )
    await stage.tap(DAD, "✅ Оплачено")
    assert "💳 Оплачен, ещё не получен" in stage.shows(DAD)
    assert "[↩️ Ещё не оплачен] [🚚 Заказ получен]\n[🔁 Повторить заказ]\n[🔒" in stage.shows(DAD)
    await stage.tap(DAD, "🚚 Заказ получен")
    assert "✅ Готово: оплачен и получен" in stage.shows(DAD)
    await stage.tap(DAD, "↩️ Ещё не оплачен")
    assert "🚚 Получен, ещё не оплачен" in stage.shows(DAD)
    await stage.tap(DAD, "✅ Оплачено")
    await stage.tap(DAD, "🔁 Повторить заказ")
    assert stage.shows(DAD) == (
        "В вашей корзине теперь:\n"
        "• ❗️<b>духи</b>, 1 шт, 1 500 ₽ (<i>для мамы</i>)\n"
        "• <b>чай</b>, 2 шт, 179,80 ₽\n"
        "[↩️ Вернуть]\n"
        "[➕ Добавить]\n"
        "[🧺 Моя корзина]"
    )
    await stage.tap(DAD, "↩️ Вернуть")
    assert stage.text(DAD).startswith("🧺 Моя корзина\nЕё видите только вы. Пока здесь пусто")
    await stage.say(DAD, "/orders")
    await stage.tap(DAD, "🔒 Мои личные заказы")
    assert stage.shows(DAD) == (
        "🔒 <b>Мои личные заказы</b>\n"
        "Их видите только вы.\n"
        "[✅ Личный заказ 1: 1 679,80 ₽]\n"
        "[🧺 Моя корзина] [📦 Заказы]\n"
        "[⬅️ Назад]"
    )


async def test_speaks_english(stage: Stage) -> None:
    stage.expect("message is not modified")
    await stage.household()
    await stage.limit(KID, 0)
    await stage.do["choose_language"](actor=KID, language="en", spoken=("ru", "en"))
    await stage.say(KID, "/orders")
    await stage.tap(KID, "🔒 My own orders")
    assert stage.shows(KID) == (
        "🔒 <b>My own orders</b>\n"
        "Nobody but you sees them. There is none yet: check out “My cart”.\n"
        "[🧺 My cart] [📦 Orders]\n"
        "[⬅️ Back]"
    )
    await fill(stage, KID, "cake 15.00; tea")
    await stage.do["add_own_lines"](actor=KID, text="book 9.00", origin="euro", currency="EUR")
    await stage.press(KID, "go:own_checkout")
    assert stage.shows(KID) == (
        "🧾 <b>Check out</b> · My cart\n"
        "Nobody but you sees it.\n"
        "\n"
        "• <b>cake</b>, 1 pc, ₽15\n"
        "• <b>tea</b>, 1 pc\n"
        "• <b>book</b>, 1 pc, ₽9\n"
        "\n"
        "Total: <b>₽24</b> · no price: 1\n"
        "\n"
        "You can give the missing prices, or check out without them.\n"
        "[💰 Price: tea]\n"
        "[✅ Check out]\n"
        "[Only what has a price]\n"
        "[🧺 My cart] [⬅️ Back]"
    )
    await stage.tap(KID, "✅ Check out")
    await stage.tap(KID, "Cancel the order")
    assert stage.shows(KID) == (
        "📦 <b>Own order 1</b> · 1 Mar, 12:00\n"
        "✖️ Cancelled; its lines went back to your cart\n"
        "Nobody but you sees it.\n"
        "\n"
        "1. <b>cake</b>, 1 pc, ₽15\n"
        "2. <b>tea</b>, 1 pc\n"
        "3. <b>book</b>, 1 pc, ₽9\n"
        "\n"
        "Total: <b>₽24</b> · no price: 1\n"
        "[🔁 Repeat the order]\n"
        "[🔒 My own orders] [🧺 My cart]"
    )
    toast = await stage.press(KID, "omark:1:paid:1")
    assert toast == ("Own order 1 was cancelled; its lines went back to your cart.", True)
    await stage.press(KID, "go:own")
    assert "3 lines · ₽24 · no price: 1" in stage.text(KID)
    assert await stage.waiting() == 0


async def test_what_is_in_another_currency_stays_in_the_cart(stage: Stage) -> None:
    await stage.say(DAD, "/start")
    await stage.do["add_own_lines"](actor=DAD, text="книга 9,00", origin="euro", currency="EUR")
    await fill(stage, DAD, "духи")
    await stage.press(DAD, "go:own_checkout")
    assert "Итого: 9 €" in stage.text(DAD)
    await fill(stage, DAD, "чай 90 р")
    await stage.press(DAD, "go:own_checkout")
    assert "В одном заказе – одна валюта: 1 строка в другой останется в корзине." in stage.text(DAD)
    await stage.tap(DAD, "Только то, что с ценой")
    await stage.press(DAD, "go:own_orders")
    assert "[⏳ Личный заказ 1: 90 ₽]" in stage.shows(DAD)
    await stage.press(DAD, "go:own")
    assert "2 строки · 9 € · без цены: 1" in stage.text(DAD)


async def test_an_order_without_any_price_is_called_by_its_lines(stage: Stage) -> None:
    await stage.say(DAD, "/start")
    await stage.own_order(DAD, "духи; чай")
    await stage.press(DAD, "go:own_orders")
    await stage.tap(DAD, "⏳ Личный заказ 1: 2 строки")
    assert "\n\nбез цены: 2" in stage.text(DAD)


async def test_a_stale_button_says_why_and_shows_how_it_is_now(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "духи 1500 р")
    await stage.press(DAD, "go:own_checkout")
    await stage.do["set_own_quantity"](actor=DAD, item=1, revision=1, quantity=2)
    toast = await stage.tap(DAD, "✅ Оформить")
    assert toast == ("Ваша корзина успела измениться. Проверьте её, пожалуйста, ещё раз.", True)
    assert "1. духи, 2 шт, 3 000 ₽" in stage.text(DAD)
    await stage.tap(DAD, "🧾 Оформить")
    await stage.tap(DAD, "✅ Оформить")
    await stage.do["mark_own_order"](actor=DAD, order=1, mark=OwnMark.PAID, is_set=True)
    toast = await stage.tap(DAD, "Отменить заказ")
    assert toast.text == "Личный заказ 1 уже оплачен. Если это по ошибке, сначала нажмите «Ещё не оплачен»."
    assert "💳 Оплачен, ещё не получен" in stage.text(DAD)
    await stage.press(DAD, "go:own_checkout")
    assert "Пока здесь пусто" in stage.text(DAD)


async def test_nothing_happens_twice_when_a_press_comes_twice(stage: Stage) -> None:
    stage.expect("message is not modified")
    await stage.household()
    await stage.say(DAD, "/start")
    await fill(stage, DAD, "духи 1500 р")
    await stage.press(DAD, "go:own_checkout")
    for label in (
        "✅ Оформить",
        "✅ Оплачено",
        "↩️ Ещё не оплачен",
        "🚚 Заказ получен",
        "↩️ Ещё не получен",
        "Отменить заказ",
        "🔁 Повторить заказ",
        "↩️ Вернуть",
    ):
        await stage.tap(DAD, label)
        before, shown = await stage.kept(), stage.shows(DAD)
        await stage.redeliver()
        assert (await stage.kept(), stage.shows(DAD)) == (before, shown), label


async def test_has_pages(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    for number in range(1, 10):
        await stage.own_order(DAD, f"духи {number} р")
    await stage.own_order(DAD, "\n".join(f"чай №{number}" for number in range(1, 11)))
    await stage.press(DAD, "go:own_orders")
    await stage.tap(DAD, "▶️")
    assert "[⏳ Личный заказ 2: 2 ₽]\n[⏳ Личный заказ 1: 1 ₽]\n[◀️] [2 / 2] [▶️]" in stage.shows(DAD)
    await stage.tap(DAD, "◀️")
    await stage.tap(DAD, "⏳ Личный заказ 10: 10 строк")
    await stage.tap(DAD, "▶️")
    assert "9. чай №9" in stage.text(DAD)
    assert "[◀️] [2 / 2] [▶️]" in stage.shows(DAD)


async def test_the_longest_order_fits_into_a_message(stage: Stage) -> None:
    await stage.say(DAD, "/start")
    longest = f"{'Щ' * 120} 999 шт 99999 р https://shop.ru/{'x' * 1000} ({'Ы' * 200})"
    await fill(stage, DAD, "\n".join(2 * [longest]))
    for part in range(4):
        await stage.do["add_own_lines"](
            actor=DAD, text="\n".join(40 * [longest]), origin=str(part), currency="RUB"
        )
    await stage.press(DAD, "go:own_checkout")
    assert "… и ещё 137" in stage.text(DAD)
    await stage.tap(DAD, "✅ Оформить")
    assert "[◀️] [1 / 21] [▶️]" in stage.shows(DAD)
    assert len(stage.text(DAD)) < 4096


async def test_a_group_shows_nothing_of_it(stage: Stage) -> None:
    await stage.household()
    await stage.attached(FAMILY)
    await stage.say(DAD, "/start")
    await stage.own_order(DAD, "духи 1500 р")
    await stage.say(MUM, "/cart", chat=FAMILY)
    shown = stage.shows(FAMILY)
    for press in ("go:own_orders", "go:own_checkout", "oo:1:0", "oos:0", "ooff:1", "oagain:1:0"):
        toast = await stage.press(DAD, press, chat=FAMILY)
        assert "духи" not in toast.text
    assert stage.shows(FAMILY) == shown
