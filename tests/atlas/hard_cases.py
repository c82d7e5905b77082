"""The catalogue of itineraries that maps break on: dates lines, poles, antipodes, crowds, scripts, long names.

Each case is a name and its stops; a stop is (name, latitude, longitude) and may carry more fields of `Stop`. What the
map must make of it is judged in test_hard_cases.py for all alike; tools/contact_sheet.py --maps draws them for eyes.
"""

from __future__ import annotations

from sitegen.atlas.trip import Words
from sitegen.core.model import Itinerary, Label, Leg, MapOptions, Stop

DC = ("Washington, D.C.", 38.9072, -77.0369)
KL = ("Kuala Lumpur", 3.1390, 101.6869)
TOKYO = ("Tokyo", 35.6895, 139.6917)
BUSAN = ("Busan", 35.1796, 129.0756)
LONDON, PARIS, ROME = ("London", 51.5072, -0.1276), ("Paris", 48.8566, 2.3522), ("Rome", 41.9028, 12.4964)
NEW_YORK = ("New York", 40.7128, -74.006)

SEAS = (
    ("Pacific Ocean", 12.0, -155.0), ("Atlantic Ocean", 28.0, -42.0), ("Indian Ocean", -18.0, 78.0),
    ("Arctic Ocean", 84.0, 0.0), ("Southern Ocean", -62.0, 60.0), ("South Pacific", -35.0, -125.0),
    ("South Atlantic", -28.0, -14.0),
)  # fmt: skip


def itinerary(*stops, legs=(), **options) -> Itinerary:
    made = []
    for number, (name, lat, lon, *more) in enumerate(stops, 1):
        made.append(Stop(id=f"s{number}", name=name, lat=lat, lon=lon, number=number, **(more[0] if more else {})))
    return Itinerary("The route", tuple(made), tuple(legs), map=MapOptions(**options))


def words(trip: Itinerary, note: str = "{number} March") -> Words:
    notes = tuple(tuple(filter(None, (note.format(number=s.number), s.status))) for s in trip.stops)
    return Words(notes, SEAS, "detail below", "Stops {numbers}")


def _legs(*rows):
    return [Leg(f"s{a}", f"s{b}", mode, status) for a, b, mode, status in rows]


_FLIGHTS = [Leg(f"s{n}", f"s{n + 1}", "flight") for n in range(1, 60)]
_TRAINS = [Leg(f"s{n}", f"s{n + 1}", "train") for n in range(1, 60)]
_SHIPS = [Leg(f"s{n}", f"s{n + 1}", "ship") for n in range(1, 60)]
_CARS = [Leg(f"s{n}", f"s{n + 1}", "car") for n in range(1, 60)]

_GROUP = {"group": "Japan and Korea"}

CASES: dict[str, Itinerary] = {
    "00 ours": itinerary(
        (*DC, {"status": "past"}), (*KL, {"status": "under-way"}),
        ("Japan", 35.6762, 139.6503, {"status": "planned", "precision": "country"}), (*BUSAN, {"status": "planned"}),
        legs=_legs((1, 2, "flight", "past"), (2, 3, "flight", "planned"), (3, 4, "flight", "planned")),
    ),
    "01 base": itinerary(DC, KL, TOKYO, BUSAN, legs=_FLIGHTS),
    "02 single stop": itinerary(("Reykjavik", 64.1466, -21.9426)),
    "03 near": itinerary(("Gyeongju", 35.8562, 129.2247), BUSAN, legs=_TRAINS),
    "04 round trip": itinerary(LONDON, PARIS, ROME, PARIS, LONDON, legs=_TRAINS),
    "05 across 180": itinerary(("Suva", -18.1416, 178.4419), ("Taveuni", -16.85, -179.98),
                               ("Apia", -13.8333, -171.7667),
                               ("Nukuʻalofa", -21.1394, -175.2018), legs=_SHIPS),
    "06 Chukotka": itinerary(("Anadyr", 64.7337, 177.5103), ("Provideniya", 64.4236, -173.2258),
                             ("Nome", 64.5011, -165.4064), ("Wrangel Island", 71.2, -179.7)),
    "07 South Pole": itinerary(("Punta Arenas", -53.1638, -70.9171), ("South Pole", -90, 0),
                               ("McMurdo", -77.8419, 166.6683), ("Christchurch", -43.5321, 172.6362), legs=_FLIGHTS),
    "08 North Pole": itinerary(("Longyearbyen", 78.2232, 15.6356), ("North Pole", 90, 0),
                               ("Barrow", 71.2906, -156.7887),
                               ("Alert", 82.5018, -62.3481), legs=_FLIGHTS),
    "09 round the world": itinerary(LONDON, NEW_YORK, ("Honolulu", 21.3069, -157.8583), ("Sydney", -33.8688, 151.2093),
                                    ("Singapore", 1.3521, 103.8198), ("Cape Town", -33.9249, 18.4241), LONDON,
                                    legs=_FLIGHTS),
    "10 nearly antipodal": itinerary(("Madrid", 40.4168, -3.7038), ("Wellington", -41.2865, 174.7762), legs=_FLIGHTS),
    "11 antipodal": itinerary(("Twenty North", 20, 30), ("Twenty South", -20, -150)),
    "12 over the pole": itinerary(NEW_YORK, ("Hong Kong", 22.3193, 114.1694), legs=_FLIGHTS),
    "12b over the pole, azimuthal": itinerary(NEW_YORK, ("Hong Kong", 22.3193, 114.1694), legs=_FLIGHTS,
                                              projection="azimuthal", center=(75.0, -160.0)),
    "13 twelve in one region": itinerary(
        ("Tokyo Station", 35.6812, 139.7671), ("Asakusa", 35.7148, 139.7967), ("Shinjuku", 35.6896, 139.7006),
        ("Shibuya", 35.6580, 139.7016), ("Yokohama", 35.4437, 139.6380), ("Kamakura", 35.3192, 139.5467),
        ("Enoshima", 35.2998, 139.4805), ("Hakone", 35.2324, 139.1070), ("Odawara", 35.2646, 139.1527),
        ("Hachioji", 35.6664, 139.3160), ("Omiya", 35.9064, 139.6489), ("Narita", 35.7767, 140.3183), legs=_CARS),
    "14 identical points": itinerary(("Hotel", 38.9072, -77.0369), ("Museum", 38.9072, -77.0369),
                                     ("Airport", 38.8512, -77.0377)),
    "15 by rail": itinerary(("Lisbon", 38.7223, -9.1393), ("Madrid", 40.4168, -3.7038), ("Barcelona", 41.3851, 2.1734),
                            ("Lyon", 45.764, 4.8357), ("Geneva", 46.2044, 6.1432), ("Milan", 45.4642, 9.19),
                            ("Vienna", 48.2082, 16.3738), ("Prague", 50.0755, 14.4378), ("Berlin", 52.52, 13.405),
                            ("Copenhagen", 55.6761, 12.5683), ("Stockholm", 59.3293, 18.0686), legs=_TRAINS),
    "16 wide and low": itinerary(("Moscow", 55.7558, 37.6173), ("Yekaterinburg", 56.8389, 60.6057),
                                 ("Novosibirsk", 55.0084, 82.9346), ("Irkutsk", 52.287, 104.2806),
                                 ("Ulaanbaatar", 47.8864, 106.9057), ("Beijing", 39.9042, 116.4074), legs=_TRAINS),
    "17 small islands": itinerary(("Malé", 4.1755, 73.5093), ("Colombo", 6.9271, 79.8612),
                                  ("Diego Garcia", -7.3195, 72.4229), legs=_SHIPS),
    "18 along 180": itinerary(("Suva", -18.1416, 178.4419), ("Auckland", -36.8485, 174.7633),
                              ("Majuro", 7.0897, 171.1845),
                              ("Funafuti", -8.5243, 179.1942)),
    "19 long names": itinerary(
        ("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch", 53.2233, -4.2044),
        ("Thiruvananthapuram", 8.5241, 76.9366), ("San Fernando del Valle de Catamarca", -28.4696, -65.7795)),
    "20 other scripts": itinerary(("東京", 35.6895, 139.6917), ("القاهرة", 30.0444, 31.2357),
                                  ("서울", 37.5665, 126.978),
                                  ("München", 48.1351, 11.582)),
    "20b Vietnamese": itinerary(("Hà Nội", 21.0285, 105.8542), ("Thành phố Hồ Chí Minh", 10.8231, 106.6297),
                                ("Đà Nẵng", 16.0544, 108.2022), legs=[Leg("s1", "s2", "bus"), Leg("s2", "s3", "walk")]),
    "21 southern Pacific": itinerary(("Quito", -0.1807, -78.4678), ("Baltra", -0.4538, -90.2659),
                                     ("Hanga Roa", -27.1536, -109.4256), legs=_FLIGHTS),
    "22 dense coast": itinerary(("Los Angeles", 34.0522, -118.2437), ("Chicago", 41.8781, -87.6298), NEW_YORK,
                                ("Boston", 42.3601, -71.0589), ("Philadelphia", 39.9526, -75.1652),
                                ("Washington", 38.9072, -77.0369)),
    "23 cluster": itinerary(
        DC, KL, (*TOKYO, _GROUP), ("Osaka", 34.69, 135.50, _GROUP), ("Seoul", 37.57, 126.98, _GROUP),
        ("Gyeongju", 35.8562, 129.2247, _GROUP), (*BUSAN, _GROUP), legs=_FLIGHTS),
    "24 status mix": itinerary(
        (*DC, {"status": "past"}), (*KL, {"status": "past"}), (*TOKYO, {"status": "withdrawn"}),
        (*BUSAN, {"status": "possible"}),
        legs=_legs((1, 2, "flight", "past"), (2, 3, "flight", "withdrawn"), (3, 4, "ship", "planned"))),
    "25 markup and emoji": itinerary(("A <b> & \"c\" 🚢", 10, 10), ("x ' y > z", 12, 14)),
    "26 on 180": itinerary(("East", 0, 180), ("West", 0, -180), ("Tarawa", 1.4518, 172.9717)),
    "27 author's choice": itinerary((*LONDON, {"label": Label("s", "The City")}), (*PARIS, {"label": Label("nw", "")}),
                                    center=(30.0, 20.0), detail="110m"),
    "28 forty-one stops": itinerary(*((f"Place {n}", 40 + 9 * (n % 7) / 7 + (n * 37 % 11) / 5, 2.0 * n - 40)
                                      for n in range(1, 42))),
    "29 all at one point": itinerary(*((f"Room {n}", 48.2, 16.37) for n in range(1, 5))),
    "30 inland": itinerary(("Ulaanbaatar", 47.8864, 106.9057), ("Kharkhorin", 47.1975, 102.8238),
                           ("Mörön", 49.6342, 100.1625), legs=_CARS),
}  # fmt: skip
