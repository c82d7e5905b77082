"""Units and currencies as English texts name them: signs, codes, words. Which of them the ledger has is in `en`;
the others are here so that "30 miles" is found as a figure and never taken for 30 km."""

from __future__ import annotations

from decimal import Decimal

from sitegen.content.catalogue import Measure

_DOLLARS = ("USD", "AUD", "CAD", "NZD", "SGD", "HKD", "TWD")
_POUNDS = ("GBP", "EGP", "LBP", "SYP")
_FRANCS = ("CHF", "XAF", "XOF")
_CROWNS = ("SEK", "NOK", "DKK", "ISK", "CZK")
_RUPEES = ("INR", "PKR", "LKR", "NPR")
_PESOS = ("MXN", "ARS", "CLP", "COP", "PHP")
_CODES = (  # ISO 4217
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT", "BGN",
    "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD", "CDF", "CHF",
    "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD", "EGP", "ERN", "ETB",
    "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ", "GYD", "HKD", "HNL", "HTG",
    "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD", "JOD", "JPY", "KES", "KGS", "KHR", "KMF",
    "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP", "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA",
    "MKD", "MMK", "MNT", "MOP", "MRU", "MUR", "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO",
    "NOK", "NPR", "NZD", "OMR", "PAB", "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD",
    "RUB", "RWF", "SAR", "SBD", "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN",
    "SVC", "SYP", "SZL", "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX",
    "USD", "UYU", "UZS", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW",
    "ZWG",
)  # fmt: skip


def _money(*codes: str, cents: bool = False) -> Measure:
    return Measure("money", codes, Decimal("0.01") if cents else Decimal(1))


def _all(unit: str, phrases: str, factor: str = "1", per: str = "") -> dict[str, Measure]:
    """`phrases` parted by commas, all of one unit."""
    return {phrase.strip(): Measure(unit, (), Decimal(factor), per) for phrase in phrases.split(",")}


def _nouns(table: dict[str, tuple[str, ...]]) -> dict[str, Measure]:
    """Currency nouns with their plurals in -s."""
    return {noun + s: _money(*codes) for noun, codes in table.items() for s in ("", "s")}


UNITS: dict[str, Measure] = {
    **_all("percent", "%, percent, per cent, pct"),
    **_all("points", "percentage point, percentage points, pp, ppt, ppts"),
    **_all("points", "basis point, basis points, bps", "0.01"),
    # of the ledger
    **_all("m", "metre, metres, meter, meters"),
    **_all("km", "km, kms, kilometre, kilometres, kilometer, kilometers"),
    **_all("km", "km/h, kmh, kph", per="hour"),
    **_all("kg", "kg, kgs, kilogram, kilograms, kilo, kilos"),
    **_all("t", "tonne, tonnes, metric ton, metric tons"),
    **_all("°C", "°c, degrees celsius, degree celsius, degrees centigrade, degrees c, degrees, degree, °"),
    **_all("hours", "hour, hours, hr, hrs"),
    **_all("days", "day, days"),
    **_all("weeks", "week, weeks"),
    **_all("months", "month, months"),
    **_all("years", "year, years, yr, yrs"),
    **_all("people", "people, persons, person"),
    # not of the ledger: a figure all the same, and never equal to one of the units above
    **_all("tons", "ton, tons"),
    **_all("°F", "°f, degrees fahrenheit, degrees f"),
    **_all("minutes", "minute, minutes, min, mins"),
    **_all("seconds", "seconds, sec, secs"),
    **_all("nights", "night, nights"),
    **_all("decades", "decade, decades"),
    **_all("centuries", "century, centuries"),
    **_all("miles", "mile, miles, mi, nautical mile, nautical miles"),
    **_all("miles", "mph", per="hour"),
    **_all("feet", "foot, feet, ft"),
    **_all("inches", "inch, inches"),
    **_all("yards", "yard, yards"),
    **_all("cm", "cm, centimetre, centimetres, centimeter, centimeters"),
    **_all("mm", "mm, millimetre, millimetres, millimeter, millimeters"),
    **_all("g", "gram, grams, gramme, grammes"),
    **_all("km²", "km², km2, sq km, square kilometre, square kilometres, square kilometer, square kilometers"),
    **_all("m²", "m², sq m, square metre, square metres, square meter, square meters"),
    **_all("hectares", "hectare, hectares, ha"),
    **_all("acres", "acre, acres"),
    **_all("litres", "litre, litres, liter, liters"),
    **_all("millilitres", "ml, millilitre, millilitres, milliliter, milliliters"),
    **_all("gallons", "gallon, gallons"),
    **_all("pints", "pint, pints"),
    **_all("m³", "m³, m3, cubic metre, cubic metres, cubic meter, cubic meters"),
    **_all("km³", "km³, km3, cubic kilometre, cubic kilometres, cubic kilometer, cubic kilometers"),
    **_all("cubic feet", "cubic foot, cubic feet"),
    **_all("cubic miles", "cubic mile, cubic miles"),
    **_all("cm³", "cm³, cc, cubic centimetre, cubic centimetres, cubic centimeter, cubic centimeters"),
    **_all("square miles", "square mile, square miles, sq miles, sq mi"),
    **_all("square feet", "square foot, square feet, sq ft"),
    **_all("cm²", "cm², square centimetre, square centimetres"),
    **_all("mg", "mg, milligram, milligrams"),
    **_all("µg", "µg, μg, mcg, microgram, micrograms"),
    **_all("nm", "nm, nanometre, nanometres, nanometer, nanometers"),
    **_all("µm", "µm, μm, micron, microns, micrometre, micrometres"),
    **_all("lb", "lb, lbs, pounds in weight"),
    **_all("stone", "stone"),
    **_all("ounces", "ounce, ounces, oz"),
    **_all("carats", "carat, carats"),
    **_all("megatons", "megaton, megatons, kiloton, kilotons, megatonne, megatonnes, kilotonne, kilotonnes"),
    **_all("light years", "light year, light years"),
    **_all("fathoms", "fathom, fathoms"),
    **_all("milliseconds", "ms, millisecond, milliseconds"),
    **_all("fortnights", "fortnight, fortnights"),
    **_all("ppm", "ppm, parts per million"),
    **_all("ppb", "ppb, parts per billion, parts per trillion"),
    **_all("calories", "calorie, calories, kilocalorie, kilocalories, kcal"),
    **_all("joules", "joule, joules, kilojoule, kilojoules, megajoule, megajoules, kj, mj"),
    **_all("volts", "volt, volts, kilovolt, kilovolts, kv"),
    **_all("amps", "amp, amps, ampere, amperes, milliamp, milliamps"),
    **_all("decibels", "decibel, decibels, db"),
    **_all("pascals", "pascal, pascals, hectopascal, hectopascals, hpa, kpa, mpa"),
    **_all("bar", "millibar, millibars, mbar, psi"),
    **_all("sieverts", "sievert, sieverts, millisievert, millisieverts, microsievert, microsieverts, msv"),
    **_all("becquerels", "becquerel, becquerels, bq"),
    **_all("horsepower", "horsepower, hp, bhp"),
    **_all("newtons", "newton, newtons"),
    **_all("pixels", "pixel, pixels, megapixel, megapixels"),
    **_all("bits", "mbps, gbps, kbps, mbit/s, gbit/s", per="second"),
    **_all("bits", "kilobit, kilobits, megabit, megabits, gigabit, gigabits, terabit, terabits"),
    **_all("m", "m/s, metres a second", per="second"),
    **_all("kelvin", "kelvin, kelvins"),
    **_all("index points", "point, points"),
    **_all("barrels", "barrel, barrels"),
    **_all("watts", "mw, gw, kw, watt, watts, tw, megawatt, megawatts, gigawatt, gigawatts, kilowatt, kilowatts"),
    **_all("watt-hours", "kwh, mwh, gwh, twh, kilowatt hour, kilowatt hours, megawatt hour, megawatt hours, "
          "gigawatt hour, gigawatt hours, terawatt hour, terawatt hours"),
    **_all("bytes", "kb, mb, gb, tb, kilobyte, kilobytes, megabyte, megabytes, gigabyte, gigabytes, terabyte, "
          "terabytes, petabyte, petabytes"),
    **_all("hertz", "hz, khz, mhz, ghz, hertz, kilohertz, megahertz, gigahertz"),
    **_all("knots", "knot, knots"),
    **_all("times", "times, time, fold, ×"),
    # money
    "cent": _money(*_DOLLARS, "EUR", "ZAR", cents=True),
    "cents": _money(*_DOLLARS, "EUR", "ZAR", cents=True),
    "us cents": _money("USD", cents=True),
    "euro cents": _money("EUR", cents=True),
    "¢": _money(*_DOLLARS, cents=True),
    "penny": _money("GBP", cents=True),
    "pence": _money("GBP", cents=True),
    **_nouns({
        "dollar": _DOLLARS, "us dollar": ("USD",), "u.s. dollar": ("USD",), "american dollar": ("USD",),
        "australian dollar": ("AUD",), "canadian dollar": ("CAD",), "singapore dollar": ("SGD",),
        "hong kong dollar": ("HKD",), "new zealand dollar": ("NZD",), "euro": ("EUR",), "pound": _POUNDS,
        "british pound": ("GBP",), "egyptian pound": ("EGP",), "franc": _FRANCS, "swiss franc": ("CHF",),
        "rupee": _RUPEES, "indian rupee": ("INR",), "peso": _PESOS, "rouble": ("RUB",), "ruble": ("RUB",),
        "dirham": ("AED",), "shekel": ("ILS",), "riyal": ("SAR",),
    }),
    "pounds sterling": _money("GBP"), "yen": _money("JPY"), "yuan": _money("CNY"), "renminbi": _money("CNY"),
    "baht": _money("THB"), "rand": _money("ZAR"), "reais": _money("BRL"), "ringgit": _money("MYR"),
    "rupiah": _money("IDR"), "dong": _money("VND"), "korean won": _money("KRW"), "south korean won": _money("KRW"),
    "hryvnia": _money("UAH"), "zloty": _money("PLN"), "forint": _money("HUF"), "lira": _money("TRY"),
    "crowns": _money(*_CROWNS), "kronor": _money("SEK", "ISK"), "kroner": _money("NOK", "DKK"),
    "kr": _money(*_CROWNS), "$": _money(*_DOLLARS), "€": _money("EUR"), "£": _money("GBP"), "₫": _money("VND"),
    **{code.lower(): _money(code) for code in _CODES},
}  # fmt: skip

LETTERS: dict[str, Measure] = {
    "m": Measure("m"), "t": Measure("t"), "g": Measure("g"), "l": Measure("litres"), "C": Measure("°C"),
    "F": Measure("°F"),
    "h": Measure("hours"), "s": Measure("seconds"), "d": Measure("days"), "x": Measure("times"),
    "bar": Measure("bar"), "pc": Measure("percent"), "p": _money("GBP", cents=True), "won": _money("KRW"),
}  # fmt: skip
"""Words and letters that are a unit only after digits: "5 won" is money, "all five won" is not."""

PREFIXES: dict[str, tuple[str, ...]] = {
    "$": _DOLLARS, "us$": ("USD",), "u.s.$": ("USD",), "a$": ("AUD",), "au$": ("AUD",), "c$": ("CAD",),
    "ca$": ("CAD",), "nz$": ("NZD",), "s$": ("SGD",), "hk$": ("HKD",), "nt$": ("TWD",), "r$": ("BRL",),
    "mex$": ("MXN",), "€": ("EUR",), "£": ("GBP", "EGP"), "¥": ("JPY", "CNY"), "₩": ("KRW",), "₹": ("INR",),
    "₫": ("VND",), "₽": ("RUB",), "₺": ("TRY",), "₴": ("UAH",), "₪": ("ILS",), "฿": ("THB",), "₱": ("PHP",),
    **{code.lower(): (code,) for code in _CODES},
}  # fmt: skip
