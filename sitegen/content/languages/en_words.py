"""What English readers and writers use for numbers, bounds and dates: the tables of the figure finder.

Phrases are lower case with one space between words; a hyphen in a text counts as a space between the words of a
number. A word that is missing here is a figure that is missed: add it, the grammar in `content.figures` stays.
"""

from __future__ import annotations

from decimal import Decimal

from sitegen.content.catalogue import Bound, Words
from sitegen.content.languages.en_units import LETTERS, PREFIXES, UNITS


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


def _phrases(table: str) -> frozenset[str]:
    return frozenset(phrase.strip() for phrase in table.split(","))


def _bounds(table: dict[Bound, str]) -> dict[str, Bound]:
    return {phrase: bound for bound, phrases in table.items() for phrase in _phrases(phrases)}


def _places(table: str, start: int) -> dict[str, int]:
    """Rows parted by commas, each the words of one place: "january jan, february feb"."""
    return {word: place for place, row in enumerate(table.split(","), start) for word in row.split()}


def _names(table: str) -> dict[str, str]:
    """Rows parted by commas: a name and further words for it."""
    return {word: row.split()[0] for row in table.split(",") for word in row.split()}


def _fractions(table: str) -> dict[str, Decimal]:
    rows = (row.split() for row in table.split(","))
    return {word: Decimal(top) / Decimal(bottom) for word, top, _, bottom in rows}


_COUNTS = _places(
    "zero, one, two, three, four, five, six, seven, eight, nine, ten, eleven, twelve, thirteen, fourteen, fifteen, "
    "sixteen, seventeen, eighteen, nineteen",
    start=0,
)
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}

WORDS = Words(
    numbers=_COUNTS,
    tens=_TENS,
    hundreds={"hundred": 100},
    scales={
        "dozen": 12, "thousand": 10**3, "lakh": 10**5, "million": 10**6, "crore": 10**7, "billion": 10**9,
        "trillion": 10**12, "quadrillion": 10**15,
    },
    short_scales={
        "k": 10**3, "m": 10**6, "mn": 10**6, "mln": 10**6, "b": 10**9, "bn": 10**9, "tn": 10**12, "trn": 10**12,
    },
    fractions=_fractions(
        "half 1 / 2, third 1 / 3, quarter 1 / 4, fourth 1 / 4, fifth 1 / 5, sixth 1 / 6, seventh 1 / 7, eighth 1 / 8, "
        "ninth 1 / 9, tenth 1 / 10, hundredth 1 / 100, thousandth 1 / 1000"
    ),
    plural_fractions=_fractions(
        "thirds 1 / 3, quarters 1 / 4, fourths 1 / 4, fifths 1 / 5, sixths 1 / 6, sevenths 1 / 7, eighths 1 / 8, "
        "ninths 1 / 9, tenths 1 / 10, hundredths 1 / 100, thousandths 1 / 1000"
    ),
    bare_fractions=_fractions("half 1 / 2, ½ 1 / 2, ⅓ 1 / 3, ⅔ 2 / 3, ¼ 1 / 4, ¾ 3 / 4, ⅕ 1 / 5, ⅛ 1 / 8"),
    multiples={
        **{word + "fold": value for word, value in (_COUNTS | _TENS).items() if value > 1},
        "hundredfold": 100, "thousandfold": 1000,
    },
    articles=_set("a an"),
    joining=_set("and"),
    needing_more=_set("one zero"),
    of=_set("of"),
    minus=_set("minus"),
    to=_set("to through"),
    either=_set("or"),
    between=_set("between"),
    ranging=_set("from between"),
    changes=_set(
        "rise rises rose risen rising raise raises raised raising fall falls fell fallen falling drop drops dropped "
        "dropping go goes went gone going grow grows grew grown growing climb climbs climbed climbing jump jumps "
        "jumped "
        "jumping increase increases increased increasing decrease decreases decreased cut cuts cutting lower lowers "
        "lowered lowering reduce reduces reduced reducing shrink shrinks shrank shrunk slump slumps slumped slide "
        "slides "
        "slid slip slips slipped sink sinks sank surge surges surged soar soars soared swell swells swelled swing "
        "swings "
        "swung move moves moved moving change changes changed changing double doubles doubled triple tripled halve "
        "halves halved extend extends extended shorten shortened lengthen lengthened expand expands expanded up down "
        "widen widened narrow narrowed improve improved improves tumble tumbled plunge plunged dip dipped edge edged "
        "creep crept come comes came bring brings brought push pushes pushed hike hikes hiked "
        "trim trims trimmed slash slashes slashed revise revises revised upgrade upgraded downgrade downgraded decline "
        "declines declined adjust adjusted win wins won lose loses lost "
        "lead leads led beat beats beaten trail trails trailed"
    ),
    spans=_set("range ranges ranged ranging vary varies varied varying anything anywhere everything between aged ages"),
    scored=_set("vote votes goal goals point points set sets game games run runs seat seats"),
    against=_set("for"),
    either_sign=_phrases("plus or minus, ±, give or take"),
    cascade=(
        ("years", "months", 12), ("years", "weeks", 52), ("years", "days", 365), ("months", "weeks", 4),
        ("months", "days", 30), ("weeks", "days", 7), ("days", "hours", 24), ("hours", "minutes", 60),
        ("minutes", "seconds", 60), ("feet", "inches", 12), ("miles", "yards", 1760), ("m", "cm", 100),
        ("stone", "pounds", 14), ("kg", "g", 1000),
    ),
    out_of=_phrases("in, in every, out of, out of every"),
    prefixes=PREFIXES,
    units=UNITS,
    letters=LETTERS,
    extents=_set("tall long wide high deep thick away apart below above across"),
    per=_set("per a an each every /"),
    loose_per=_set("a an each every"),
    periods=_names(
        "second s, minute min, hour h hr, day, night, week, fortnight, month, quarter, year yr annum, "
        "person head capita, tonne ton t, barrel bbl, kg kilo kilogram, km kilometre kilometer, mile, litre liter l, "
        "gallon, ounce, bushel, share, household"
    ),
    adverbs={
        "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year",
        "annually": "year", "annual": "year", "hourly": "hour", "nightly": "night",
    },
    before=_bounds({
        "up-to": "up to, as high as, as much as, as many as, as long as, as far as, at most, at the most, "
        "no more than, not more than, a maximum of, maximum, capped at, a cap of, a ceiling of, ≤",
        "at-least": "at least, no less than, no fewer than, not less than, not fewer than, from, as low as, "
        "as little as, as few as, a minimum of, minimum, upwards of, upward of, ≥",
        "over": "more than, over, above, in excess of, exceeding, exceeds, exceed, exceeded, well over, just over, "
        "slightly more than, greater than, beyond, >",
        "about": "about, around, roughly, some, nearly, almost, approximately, close to, approx, approx., "
        "circa, c., ca., an estimated, estimated, near, something like, in the region of, on the order of, ~, ≈",
        "under": "less than, fewer than, under, below, just under, well under, short of, smaller than, lower than, <",
    }),
    after=_bounds({
        "up-to": "at most, at the most, or less, or fewer, maximum, or lower, or below, tops",
        "at-least": "at least, or more, at a minimum, minimum, and up, and above, or higher, or above, -plus, +",
        "about": "or so, approximately, or thereabouts, -odd, give or take, -ish",
    }),
    months=_places(
        "january jan, february feb, march mar, april apr, may, june jun, july jul, august aug, september sep sept, "
        "october oct, november nov, december dec",
        start=1,
    ),
    doubtful_months=_set("may march mar"),
    weekdays=_places(
        "monday mon mondays, tuesday tue tues tuesdays, wednesday wed wednesdays, thursday thu thur thurs thursdays, "
        "friday fri fridays, saturday sat saturdays, sunday sun sundays",
        start=0,
    ),
    doubtful_weekdays=_set("sat sun wed mon"),
    of_month=_set("of"),
    year_openers=_set(
        "in since by until till from before after during around circa year of for to and early late mid spring summer "
        "autumn fall winter as between than again back founded built "
        "born opened dated"
    ),
    times=_phrases("am, pm, a.m., p.m., a.m, p.m, o'clock, noon, gmt, utc, cet, est"),
    hours_past=_phrases(
        "half past, quarter past, quarter to, minutes past, minutes to, stroke of, clock struck, clocks struck, "
        "clock strikes, clocks strike"
    ),
    eras=_phrases("bc, bce, ad, ce, b.c, a.d"),
    past=_set("past"),
    time_openers=_set("at by after before until till since past around about from"),
    surely_time=_set("at until till"),
    opening_hours=_set("open opens opened opening close closes closed closing shut shuts"),
    dayparts=_phrases(
        "in the morning, in the afternoon, in the evening, at night, in the night, this morning, this afternoon, "
        "this evening, tonight, tomorrow morning, tomorrow evening, local time, sharp, on the dot"
    ),
    on_day=_set("on"),
    definite=_set("the"),
    bound_for=_set("to from for"),
    plural_endings=_set("s"),
    plurals=_set(
        "people men women children police feet teeth mice geese sheep fish deer cattle staff crew other others"
    ),
    ordinals=_set(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth sixtieth "
        "seventieth eightieth ninetieth hundredth thousandth millionth billionth"
    ),
    ordinal_endings=_set("st nd rd th"),
    numbered=_set(
        "chapter chapters part parts section sections article articles page pages p pp paragraph paragraphs step "
        "steps no nos number numbers figure figures fig table tables question act scene volume vol issue episode "
        "lesson phase phases tier type category class version flight route highway motorway platform room annex "
        "appendix clause protocol resolution psalm verse runway junction top # № § "
        "sonnet symphony sonata concerto quartet op opp bwv opus canto proposition amendment regulation schedule "
        "exhibit "
        "gate terminal berth compartment precinct ward channel interstate exit dial dialling dialled numbered labelled "
        "labeled marked bib extension substation "
        "studio courtroom form formation squadron regiment battalion brigade division stage heat"
    ),
    loosely_numbered=_set(
        "day days week weeks year move moves lap laps level levels grade block hull row rows seat line lines lane car "
        "carriage coach bus tram train unit reactor engine turbine zone sector square box bay bed cell booth desk pump "
        "plot lot item hole round game match game set quarter mile kilometre marker number key group pier dock pen pit "
        "tower hall wing house flat apartment floor storey deck rule law question size shirt jersey count board pixel "
        "frame plate bullet draft option plan model mark series season film slide sheet card track side court field "
        "pitch lock buoy camp hut hangar shaft seam silo tank trench sample case patient suspect witness juror "
        "defendant code"
    ),
    small_words=_set(
        "a an the in on at by of for from to with within after before since until about around over under between "
        "among and or but nor yet so if when while as that than then there here this these those some all any both "
        "only just even nearly almost roughly approximately more most less fewer least up exactly precisely another "
        "other its his her their our my your it he she they we you i is are was were be been has have had do does did "
        "will would can could may might must should not no now still already today yesterday also altogether together "
        "out into across through during per each every last next past what which who how why where because though "
        "although against nobody everyone police officials total meanwhile instead perhaps maybe once again besides "
        "despite without versus"
    ),
    possessives=_set("'s"),
    streets_before=_set("rue via calle plaza piazza rua avenida boulevard quai place ulica"),
    streets=_set("street st road rd avenue ave lane drive boulevard blvd square place way terrace court"),
    last_digits=_set("in with"),
    endings=_set("ending ends end ended"),
    tracks=_set("50 60 100 110 200 400 800 1500 1,500 3000 3,000 5000 5,000 10000 10,000"),
    last_rounds=_set("last final"),
    rules=_set("rule rules law laws principle majority majorities theorem doctrine"),
    digits_in=_set("figure figures digit digits"),
    events=_set(
        "hurdles freestyle butterfly backstroke breaststroke medley relay relays steeplechase sprint dash race final "
        "finals heat heats semi individual walk champion champions title event crown gold silver bronze"
    ),
    names=_phrases(
        # names
        "round of 16, round of 32, round of 64, "
        "elite eight, sweet sixteen, seven-eleven, half-time, half time, half-term, half term, half-brother, "
        "half-sister, half-way, half-price, half-life, half-marathon, half marathon, quarter-final, quarter-finals, "
        "quarter-finalist, quarter-finalists, three kings, three graces, five civilized tribes, three stooges, "
        "six nations, five eyes, big three, big four, big five, group of seven, group of eight, group of twenty, "
        "gang of four, seven sisters, seven seas, seven wonders, four seasons, three gorges, twelve apostles, "
        "ten commandments, four horsemen, seven summits, catch-22, "
        "twelve angry men, seven samurai, three musketeers, four weddings and a funeral, thirty-nine steps, "
        "hundred years of solitude, slaughterhouse-five, fahrenheit 451, "
        # kinds of things
        "two-way, three-way, four-way, one-way, two-faced, two-dimensional, three-dimensional, two-tone, two-wheeler, "
        "two-wheelers, three-wheeler, three-wheelers, four-wheel drive, four-wheel-drive, four-wheel, four-wheeled, "
        "two-state, two-tier, two-handed, "
        "two-edged, two-fingered, three-legged, four-legged, two-legged, two-pronged, two-step, two-by-four, "
        "four-by-four, "
        "three-quarter-length, four-leaf, four-leaved, seven-a-side, six-pack, eight-track, two-ply, three-point turn, "
        "one-two, two-bit, three-line whip, two-timing, three-dimensional, five-spice, two-seater, four-wheeler, "
        "four-square, foursquare, two-piece, three-card, two-time loser, eleven-plus, three-quarter, four-colour, "
        "three-phase, three-pin, two-pin, four-track, "
        "three-piece, two-stroke, four-stroke, two-party, five-star, four-star, three-star, four-letter, "
        "four-poster, five-a-side, two-thirds majority, three-quarters majority, three-fifths majority, zero-sum, "
        "zero tolerance, ground zero, net zero, net-zero, "
        # idioms
        "24/7, 9/11, 7/7, 20/20, 50/50, 50-50, fifty-fifty, nine to five, nine-to-five, second to none, one by one, "
        "two by two, one or two, one another, all fours, at sixes and sevens, cloud nine, nine lives, six feet under, "
        "one in a million, a thousand times over, a million times over, a hundred times over, thanks a million, "
        "two-for-one, buy one get one free, three cheers, forty winks, kill two birds, two birds with one stone, "
        "two cents' worth, ten a penny, two left feet, seventh heaven, two sides of the same coin, two sides to, "
        "six of one, half a dozen of the other, the three rs, two wrongs, three-ring circus, two-horse race, "
        "on all four sides, the four corners, four corners of the, seven-year itch, nine days' wonder, two-up, "
        "two-down, 4x4, 20-20 vision, twenty-twenty vision, ten-a-penny, a thousand words, ninety-nine times, "
        "in two minds, of two minds, put two and two, square one, day one, number one, in half"
    ),
    shares=_set(
        "of the a an its their his her our my your as more less fewer that this these those such all again to in on "
        "at by for from since after before during over under when while were was are is have has had and or but than "
        "who which per between against through do does did say says said think want live lives lived have would will "
        "can "
        "could may might voted believe back own work use need hope agree come came go went"
    ),
    no_share_before=_set(
        "first second third fourth last next previous final other latter former better opening closing"
    ),
    no_share_after=_set("past majority majorities final finals term time times back mast way"),
)  # fmt: skip
