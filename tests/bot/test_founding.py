"""Found a family: a phone number of an allowed country, then a name."""

from __future__ import annotations

import pytest

from tests.bot.stage import DAD, MUM, Stage, Toast

ASKS_NUMBER = "Чтобы стать организатором семьи, подтвердите номер телефона кнопкой внизу."
ASKS_NAME = "Как назовём вашу семью? Пришлите название, до 64 символов."
FOUND = "👨‍👩‍👧 Создать семью"


async def begin(stage: Stage, person: int = MUM) -> None:
    await stage.start(person)
    await stage.tap(person, FOUND)


async def country_of(stage: Stage, person: int) -> str | None:
    known = await stage.do["find_person"](person=person)
    country: str | None = known.country
    return country


async def test_asks_for_the_phone_number_first(stage: Stage) -> None:
    await begin(stage)
    assert stage.text(MUM).startswith(ASKS_NUMBER)
    assert stage.keyboard(MUM) == [["📱 Подтвердить номер"], ["Отмена"]]


async def test_founds_a_family_by_a_number_and_a_name(stage: Stage) -> None:
    await begin(stage)
    await stage.share_contact(MUM)
    assert stage.text(MUM) == f"✅ Спасибо, номер подходит.\n\n{ASKS_NAME}"
    assert stage.keyboard(MUM) is None
    await stage.say(MUM, "  Ивановы   и Ко ")
    assert stage.text(MUM).startswith("🎉 Семья Ивановы и Ко создана")
    await stage.say(MUM, "/start")
    assert stage.text(MUM) == "Ивановы и Ко\nВы организатор.\n1 человек · 0 строк в корзине"


async def test_the_country_is_kept_and_the_number_is_not(stage: Stage) -> None:
    await begin(stage)
    await stage.share_contact(MUM)
    assert await country_of(stage, MUM) == "RU"
    assert "9161234567" not in str(await stage.kept(but=()))


async def test_does_not_ask_twice_for_the_number(stage: Stage) -> None:
    await begin(stage)
    await stage.share_contact(MUM)
    await stage.say(MUM, "/cancel")
    await begin(stage)
    assert stage.text(MUM) == ASKS_NAME


async def test_asks_for_no_number_where_anyone_may_organise(stage: Stage) -> None:
    await stage.open(organizer_countries=())
    await begin(stage)
    assert stage.text(MUM) == ASKS_NAME
    await stage.say(MUM, "Ивановы")
    assert stage.text(MUM).startswith("🎉 Семья Ивановы создана")


async def test_refuses_the_contact_of_somebody_else(stage: Stage) -> None:
    await begin(stage)
    await stage.share_contact(MUM, of=DAD)
    assert stage.text(MUM).startswith("Это чужой контакт.")
    assert stage.keyboard(MUM) == [["📱 Подтвердить номер"], ["Отмена"]]
    assert await country_of(stage, MUM) is None
    await stage.share_contact(MUM)
    assert ASKS_NAME in stage.text(MUM)


async def test_refuses_a_contact_that_is_of_nobody_on_telegram(stage: Stage) -> None:
    await begin(stage)
    await stage.share_contact(MUM, of={"phone_number": "+79161234567", "first_name": "Мама"})
    assert stage.text(MUM).startswith("Это чужой контакт.")
    assert await country_of(stage, MUM) is None


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("+4915123456789", "Страна вашего номера: Германия. Организатору нужен номер страны: Россия."),
        ("77012345678", "Страна вашего номера: Казахстан. Организатору нужен номер страны: Россия."),
        ("+88812345678", "Не вижу, из какой страны этот номер. Организатору нужен номер из: Россия."),
        ("12", "Не вижу, из какой страны этот номер. Организатору нужен номер из: Россия."),
        ("не номер", "Не вижу, из какой страны этот номер. Организатору нужен номер из: Россия."),
    ],
)
async def test_refuses_a_number_of_another_country(stage: Stage, number: str, reason: str) -> None:
    stage.people.edit_person(MUM, phone_number=number)
    await begin(stage)
    await stage.share_contact(MUM)
    assert stage.text(MUM).startswith(reason)
    assert stage.shows(MUM).endswith("[⬅️ Назад]")
    assert await country_of(stage, MUM) is None
    await stage.say(MUM, "Ивановы")
    assert stage.text(MUM).startswith(ASKS_NUMBER)


async def test_accepts_a_number_of_any_allowed_country(stage: Stage) -> None:
    await stage.open(organizer_countries=("RU", "KZ"))
    stage.people.edit_person(MUM, phone_number="77012345678")
    await begin(stage)
    await stage.share_contact(MUM)
    assert ASKS_NAME in stage.text(MUM)
    assert await country_of(stage, MUM) == "KZ"


async def test_a_typed_number_proves_nothing(stage: Stage) -> None:
    await begin(stage)
    await stage.say(MUM, "+7 916 123-45-67")
    assert stage.text(MUM).startswith(ASKS_NUMBER)
    assert stage.keyboard(MUM) == [["📱 Подтвердить номер"], ["Отмена"]]
    assert await country_of(stage, MUM) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("ㅤ", "В названии нужен хотя бы один видимый символ."),
        ("\u200b", "В названии нужен хотя бы один видимый символ."),
        (65 * "я", "Название слишком длинное: символов 65, а помещается 64."),
        (4096 * "я", "Название слишком длинное: символов 4096, а помещается 64."),
    ],
)
async def test_refuses_a_bad_name_and_keeps_asking(stage: Stage, name: str, reason: str) -> None:
    await begin(stage)
    await stage.share_contact(MUM)
    await stage.say(MUM, name)
    assert stage.text(MUM).startswith(reason)
    await stage.say(MUM, "Ивановы")
    assert stage.text(MUM).startswith("🎉 Семья Ивановы создана")


@pytest.mark.parametrize("name", ["Я", 64 * "😀", "<b>Ивановы", "Ивановы & Ко", "{family}", "A" * 64])
async def test_any_visible_name_of_64_characters_is_shown_as_it_is(stage: Stage, name: str) -> None:
    await begin(stage)
    await stage.share_contact(MUM)
    await stage.say(MUM, name)
    assert stage.text(MUM).startswith(f"🎉 Семья {name} создана")


async def test_refuses_a_second_family(stage: Stage) -> None:
    await stage.household()
    await stage.say(DAD, "/start")
    refusal = await stage.press(DAD, "go:found")
    assert refusal == Toast(
        "Вы уже в семье «Ивановы». Одновременно можно быть только в одной.", is_alert=True
    )
    assert stage.keyboard(DAD) is None


async def test_refuses_a_second_family_to_who_joined_one_while_being_asked(stage: Stage) -> None:
    await begin(stage, DAD)
    await stage.share_contact(DAD)
    await stage.family(MUM)
    token = await stage.invite(MUM)
    await stage.do["accept_invite"](actor=DAD, token=token)
    before = await stage.kept()
    await stage.say(DAD, "Папины")
    assert stage.text(DAD).startswith("Не совсем понимаю")
    assert await stage.kept() == before


async def test_a_double_tap_on_found_asks_once_more_and_founds_nothing(stage: Stage) -> None:
    await begin(stage)
    before = await stage.kept()
    await stage.press(MUM, "go:found")
    assert await stage.kept() == before


async def test_the_same_contact_delivered_again_asks_the_same_again(stage: Stage) -> None:
    await begin(stage)
    await stage.share_contact(MUM)
    before = await stage.kept()
    await stage.redeliver()
    assert ASKS_NAME in stage.text(MUM)
    assert await stage.kept() == before


async def test_the_same_name_delivered_again_founds_no_second_family(stage: Stage) -> None:
    await begin(stage)
    await stage.share_contact(MUM)
    await stage.say(MUM, "Ивановы")
    before = await stage.kept()
    await stage.redeliver()
    assert await stage.kept() == before
    await stage.say(MUM, "/start")
    assert stage.text(MUM).startswith("Ивановы\nВы организатор.")


async def test_a_name_sent_without_being_asked_founds_nothing(stage: Stage) -> None:
    await stage.start(MUM)
    await stage.say(MUM, "Ивановы")
    assert stage.text(MUM).startswith("Не совсем понимаю")
