"""What each ambiguous name is taken for, by the context that decides; and what has no context is asked."""

import pytest

from articles.places.matching import Matcher
from tests.articles.places.conftest import verdict

TOWNS = [
    ("abay", "Город Абай ждёт зиму."),
    ("abay", "Жители г. Абай ждут зиму."),
    ("abay", "Абай и вся Карагандинская область ждут зиму."),
    ("abay", "Абай, как и Шахтинск, ждёт зиму."),
    ("abay", "Абай, как и Сарань, ждёт зиму."),
    ("abay", "Абай, как и посёлок Топар, ждёт зиму."),
    ("abay", "Абай помнит, как закрывалась шахта."),
    ("altay", "Город Алтай ждёт зиму."),
    ("altay", "Алтай (бывший Зыряновск) ждёт зиму."),
    ("altay", "Алтай кормит Малеевский рудник."),
    ("altay", "Аким Алтая ждёт зиму."),
    ("rudny", "Дороги в Рудном чинят."),
    ("satpaev", "Снег под Сатпаевом растаял."),
    ("satpaev", "Дороги в Сатпаеве чинят."),
    ("kurchatov", "Снег под Курчатовом растаял."),
    ("kurchatov", "Физики живут в Курчатове."),
    ("kurchatov", "До Курчатова ходит автобус."),
    ("satpaev", "Дорога на Сатпаев закрыта."),
    ("satpaev", "Сатпаев остался без воды."),
    ("satpaev", "Сатпаев: жители ждут газ."),
    ("kurchatov", "Физики приехали из Курчатова."),
    ("aksay", "Ақсайдың халқы көбейді."),
    ("aksay", "Дороги в Аксае чинят."),
    ("aksay", "Через Аксай идут поезда."),
    ("aksu", "Дороги в Аксу чинят."),
    ("balkhash", "Дороги в Балхаше чинят."),
    ("shakhtinsk", "Дороги в Шахтинске чинят."),
]
OTHERS = [
    ("abay", "Область Абай ждёт зиму."),
    ("abay", "Аким области Абай ждёт зиму."),
    ("abay", "Школа имени Абая ждёт зиму."),
    ("abay", "Школа им. Абая ждёт зиму."),
    ("abay", "Улица Абая ждёт ремонта."),
    ("abay", "На ул. Абая темно."),
    ("abay", "Проспект Абая ждёт ремонта."),
    ("abay", "На пр. Абая темно."),
    ("abay", "Театр Абая ждёт зрителей."),
    ("abay", "Памятник Абаю ждёт ремонта."),
    ("abay", "Поэт Абай ждал зиму."),
    ("abay", "Великий Абай ждал зиму."),
    ("abay", "Слова назидания Абая читают вслух."),
    ("abay", "Абай Кунанбаев ждал зиму."),
    ("abay", "Абай Құнанбайұлы қысты күтті."),
    ("altay", "Рудный Алтай ждёт зиму."),
    ("altay", "Казахстанский Алтай ждёт зиму."),
    ("altay", "Республика Алтай ждёт зиму."),
    ("altay", "Алтайский край и Алтай ждут зиму."),
    ("altay", "Хоккеисты «Алтая» ждут зиму."),
    ("altay", "Район Алтай ждёт зиму."),
    ("rudny", "Рудный двор расширили."),
    ("rudny", "Рудный Алтай богат."),
    ("satpaev", "Академик Сатпаев ждал зиму."),
    ("satpaev", "Каныш Сатпаев ждал зиму."),
    ("satpaev", "Труды К. И. Сатпаева переиздали."),
    ("satpaev", "Университет им. Сатпаева ждёт зиму."),
    ("satpaev", "На улице Сатпаева темно."),
    ("satpaev", "Канал имени Сатпаева обмелел."),
    ("kurchatov", "Игорь Курчатов ждал зиму."),
    ("kurchatov", "Курская область и город Курчатов ждут зиму."),
    ("kurchatov", "Курская АЭС и Курчатов ждут зиму."),
    ("aksay", "Аксай Ростовской области ждёт зиму."),
    ("aksay", "Аксай в Алматы ждёт зиму."),
    ("aksay", "Микрорайон Аксай ждёт зиму."),
    ("aksay", "В мкр Аксай темно."),
    ("aksay", "Река Аксай замёрзла."),
    ("aksu", "Район Аксу ждёт зиму."),
    ("aksu", "Река Аксу замёрзла."),
    ("aksu", "Ущелье Аксу ждёт зиму."),
    ("aksu", "Село Аксу ждёт зиму."),
    ("aksu", "Посёлок Аксу ждёт зиму."),
    ("aksu", "Аксу в Синьцзяне ждёт зиму."),
    ("balkhash", "Озеро Балхаш замёрзло."),
    ("balkhash", "На берегу Балхаша снег."),
    ("balkhash", "Побережье Балхаша в снегу."),
    ("balkhash", "Акватория Балхаша замёрзла."),
    ("balkhash", "Уровень воды в Балхаше вырос."),
]
# Instrumentals of the surnames, adjectives and longer words.
NO_NAMES = [
    ("satpaev", "Город гордится Сатпаевым."),
    ("kurchatov", "Реактор создан Курчатовым."),
    ("kurchatov", "Курчатовский институт ждёт зиму."),
    ("balkhash", "Балхашский район ждёт зиму."),
    ("shakhtinsk", "Новошахтинск ждёт зиму."),
    ("rudny", "Самый рудный край страны."),
    ("semey", "Льготы для молодых семей."),
    ("abay", "Абайский район ждёт зиму."),
    ("temirtau", "Темиртауский смог."),
]
WITHOUT_CONTEXT = [
    ("abay", "Вчера вспоминали Абая."),
    ("altay", "Алтай ждёт зиму."),
    ("rudny", "Рудный день."),
    ("satpaev", "Сатпаев молчит."),
    ("satpaev", "Сатпаев остался один."),
    ("satpaev", "Сатпаев: начало пути."),
    ("kurchatov", "Физики ценили Курчатова."),
    ("kurchatov", "До Курчатова никто так не думал."),
    ("kurchatov", "Курчатов ехал на автобусе."),
    ("aksay", "Через Аксай построили мост."),
    ("kurchatov", "Курчатов молчит."),
    ("aksu", "Вчера мы видели Аксу."),
    ("aksay", "Вчера мы видели Аксай."),
    ("balkhash", "Вчера мы видели Балхаш."),
]


@pytest.mark.parametrize(("place", "text"), TOWNS)
def test_the_town(matcher: Matcher, place: str, text: str) -> None:
    assert verdict(matcher, text, place) == "confirmed"


@pytest.mark.parametrize(("place", "text"), OTHERS)
def test_something_else(matcher: Matcher, place: str, text: str) -> None:
    assert verdict(matcher, text, place) in {"rejected", "ask"}


@pytest.mark.parametrize(("place", "text"), NO_NAMES)
def test_another_word(matcher: Matcher, place: str, text: str) -> None:
    assert verdict(matcher, text, place) == "nothing"


@pytest.mark.parametrize(("place", "text"), WITHOUT_CONTEXT)
def test_what_nothing_decides_is_asked(matcher: Matcher, place: str, text: str) -> None:
    assert verdict(matcher, text, place) == "ask"
