"""What the portfolio is for, and what it judges and decides by."""

from __future__ import annotations

from story.rows import months, table

SETTINGS = {
    "portfolio_name": "Investment Portfolio 2025–2028",
    "organisation": "Lindmere Utilities",
    "classification": "Confidential",
    "base_currency": "EUR",
    "locale": "en",
    "discount_rate": 0.07,
    "reinvest_rate": 0.04,
    "prepared_by": "Nadia Ferrante, portfolio office",
    "headline": "The portfolio delivers; Northgate does not, and the portal will not without help.",
    "commentary": """The two largest projects, which carry more than half of the money, are on plan, and the first savings from metering and crew scheduling have arrived.
Northgate pumping station needs a decision in November. The portal reports Green, but its figures do not: we have asked for a review before the go-live gate.
Savings of about four million euros a year depend on choices that are open today: billing, and where meter data lives.""",
}

GOALS = table(
    "goal_id name weight owner description measure unit start_value target_value current_value target_date target_share start_date",
    (
        "G1",
        "Supply that does not fail",
        35,
        "Helena Brandt",
        "Power and water reach every customer, in storms and floods too.",
        "Minutes lost per customer",
        "minutes a year",
        41,
        28,
        34,
        "2029-12-31",
        0.40,
        "2024-01-01",
    ),
    (
        "G2",
        "Net zero operations by 2035",
        20,
        "Ingrid Solheim",
        "Our own energy, vehicles and losses no longer emit.",
        "Operational emissions",
        "kt CO2e a year",
        86,
        20,
        71,
        "2035-12-31",
        0.15,
        "2024-01-01",
    ),
    (
        "G3",
        "Lower cost to serve",
        20,
        "Ruth Adeyemi",
        "What it costs to supply, read and bill one customer.",
        "Cost to serve",
        "EUR a customer and year",
        118,
        98,
        110,
        "2028-12-31",
        0.25,
        "2024-01-01",
    ),
    (
        "G4",
        "Customers who recommend us",
        15,
        "Tomasz Wierzba",
        "Customers find us easy to deal with and say so.",
        "Net promoter score",
        "points",
        12,
        35,
        19,
        "2028-12-31",
        0.15,
        "2024-07-01",
    ),
    (
        "G5",
        "A safe and skilled workforce",
        10,
        "Marcus Oyelaran",
        "Nobody is hurt at work, and the skills of those who retire are passed on.",
        "Lost-time injuries",
        "a million hours",
        3.1,
        1.5,
        2.9,
        "2027-12-31",
        0.05,
        "2024-01-01",
    ),
)

GOAL_PAIRS = table(
    "goal_a goal_b judgement",
    ("G1", "G2", "2"),
    ("G1", "G3", "2"),
    ("G1", "G4", "Moderately more"),
    ("G1", "G5", "4"),
    ("G2", "G3", "Equal"),
    ("G4", "G2", "1/2"),
    ("G2", "G5", "2"),
    ("G3", "G4", "2"),
    ("G3", "G5", "2"),
    ("G4", "G5", "Equal"),
)

ALIGNMENT = table(
    "project_id goal_id impact rationale",
    ("P-001", "G1", "Extreme", "Feeds a third of the city; no second feed before 2031."),
    ("P-001", "G3", "Low", "Less maintenance."),
    ("P-001", "G5", "Low", "No more work on open switchgear."),
    ("P-002", "G1", "Extreme", "Two thirds of storm outages begin on these lines."),
    ("P-002", "G3", "Moderate", "Fewer repairs at night and at weekends."),
    ("P-003", "G1", "Strong", "The northern zone has no other source."),
    ("P-003", "G2", "Moderate", "Saves a third of the pumping energy."),
    ("P-004", "G1", "Strong", "The intake closes in every flood warning today."),
    ("P-004", "G4", "Low", None),
    ("P-005", "G3", "Extreme", "Ends manual reading; finds unbilled energy."),
    ("P-005", "G2", "Strong", "Tariffs by the hour shift load away from gas plants."),
    ("P-005", "G4", "Moderate", "Monthly bills instead of estimates."),
    ("P-006", "G4", "Strong", None),
    ("P-006", "G3", "Moderate", "Fewer calls."),
    ("P-007", "G3", "Strong", "Corrections, licences and manual work."),
    ("P-007", "G4", "Moderate", "Bills that are right the first time."),
    ("P-008", "G3", "Moderate", None),
    ("P-008", "G5", "Moderate", "Fewer people alone at night."),
    ("P-009", "G3", "Strong", None),
    ("P-009", "G2", "Low", "The provider runs on wind power."),
    ("P-010", "G3", "Low", None),
    ("P-011", "G2", "Strong", "Water not lost need not be pumped."),
    ("P-011", "G1", "Moderate", "Leaks are found before they burst."),
    ("P-012", "G2", "Strong", None),
)

BUCKETS = table(
    "bucket target_share minimum_share maximum_share",
    ("Run", 0.50, 0.30, 0.70),
    ("Grow", 0.15, 0.02, 0.30),
    ("Transform", 0.35, 0.20, 0.60),
)

FUNDING = table(
    "fiscal_year limit note",
    (2026, 12_000_000, "What is left of the 2026 budget in November and December"),
    (2027, 38_000_000, "Medium-term plan, approved by the supervisory board"),
    (2028, 9_000_000, "Medium-term plan, provisional"),
)

LIMITS = table(
    "measure category amber red note",
    ("cpi", "Innovation", 0.90, 0.80, "Pilots are allowed to learn more dearly; board decision of 20 May 2025."),
)

_FIRST_RATES = {"GBP": (1.196, -0.0023), "USD": (0.962, -0.0046)}
_WAVES = (0.0, 0.004, 0.007, 0.003, -0.002, -0.005, -0.003)
RATES = [
    {"period": month, "currency": currency, "rate": round(first + trend * step + _WAVES[step % len(_WAVES)], 4)}
    for currency, (first, trend) in _FIRST_RATES.items()
    for step, month in enumerate(months("2025-01", "2026-10"))
]

SCENARIOS = table(
    "scenario project_id choice shift_months budget reason",
    ("Stop the portal", "P-006", "Out", 0, None, "What is freed if we stop now and buy a standard portal with the billing system."),
    ("Resume billing in spring", "P-007", "In", 3, None, "Three months later than planned, once the vendor has confirmed its road map."),
    ("Cloud instead of own hall", "P-009", "In", 0, None, "One platform for meter data, rented."),
    ("Cloud instead of own hall", "P-010", "Out", 0, None, "The extension stops after the design."),
    ("Northgate at the high estimate", "P-003", "In", 0, 4_600_000, "If the contractor's claim is upheld in full."),
)
