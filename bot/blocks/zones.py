"""The time zones that the site form offers: one for each offset and clock rule people live by, at most 99."""

from typing import Final

_PLACES: Final = {
    "Africa": "Accra Algiers Cairo Casablanca Johannesburg Lagos Nairobi Tunis",
    "America": (
        "Anchorage Argentina/Buenos_Aires Bogota Caracas Chicago Costa_Rica Denver Guatemala Halifax "
        "Havana Jamaica La_Paz Lima Los_Angeles Mexico_City Montevideo New_York Panama Phoenix "
        "Puerto_Rico Regina Santiago Santo_Domingo Sao_Paulo St_Johns Tijuana Toronto Vancouver Winnipeg"
    ),
    "Asia": (
        "Almaty Baghdad Baku Bangkok Colombo Dhaka Dubai Ho_Chi_Minh Hong_Kong Jakarta Jerusalem Kabul Karachi "
        "Kathmandu Kolkata Kuala_Lumpur Manila Qatar Riyadh Seoul Shanghai Singapore Taipei Tashkent Tbilisi "
        "Tehran Tokyo Yangon Yerevan"
    ),
    "Atlantic": "Azores Reykjavik",
    "Australia": "Adelaide Brisbane Darwin Perth Sydney",
    "Europe": (
        "Amsterdam Athens Berlin Brussels Bucharest Budapest Copenhagen Dublin Helsinki Istanbul Kyiv Lisbon "
        "London Madrid Oslo Paris Prague Rome Stockholm Vienna Warsaw Zurich"
    ),
    "Pacific": "Auckland Honolulu",
}
ZONES: Final = ("UTC", *(f"{region}/{place}" for region, places in _PLACES.items() for place in places.split()))
