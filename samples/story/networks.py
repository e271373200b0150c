"""The projects that dig, lay and build: programme Grid Renewal, and two that belong to none."""

from __future__ import annotations

from story.projects import project

GRID = "Grid Renewal"


PROJECTS = [
    project(
        project_id="P-001",
        name="Eastbrook substation renewal",
        programme=GRID,
        business_unit="Networks",
        category="Network",
        bucket="Run",
        description="Replaces the 110 kV switchgear and both transformers at Eastbrook, which feed "
        "a third of the city.",
        phase="Execution",
        status="Active",
        sponsor="Helena Brandt",
        manager="Jonas Feld",
        manager_email="jonas.feld@example.org",
        priority=1,
        mandatory=False,
        baseline_start="2025-03-01",
        baseline_finish="2027-06-30",
        forecast_finish="2027-07-16",
        actual_start="2025-03-03",
        budget=24_000_000,
        contingency_approved=1_600_000,
        contingency=1_150_000,
        exit_cost=2_400_000,
        rag_overall="Green",
        rag_time="Green",
        rag_cost="Green",
        rag_scope="Green",
        rag_quality="Green",
        rag_risk="Amber",
        rag_benefits="Green",
        rag_resources="Green",
        status_updated_on="2026-10-28",
        feasibility=0.95,
        satisfaction=4.3,
        justification="""
            A failure at Eastbrook would cut off 46,000 homes for days. The switchgear is 51 years old and spares are no \
            longer made.""",
        summary="""
            Transformer T1 is on its foundation and oil-filled; the new switch hall is closed and dry.
            We are about half a month behind the plan because the crane permit took longer than agreed, and we expect to carry that to \
            the end.
            Cost is within two per cent of plan.""",
        achievements="""
            T1 delivered, placed and filled
            Switch hall roof closed on 9 October
            Factory tests of bays 1 to 6 passed at the first attempt""",
        next_steps="""
            Pull and joint the 110 kV cables (November)
            Readiness gate for the first energisation on 10 December
            Order the spare tap changer""",
        help_needed="A switching window in the week of 8 February, agreed with the transmission "
        "operator before Christmas.",
    ),
    project(
        project_id="P-002",
        name="Storm-proof overhead lines",
        programme=GRID,
        business_unit="Networks",
        category="Network",
        bucket="Run",
        description="Puts 84 km of the most exposed medium-voltage lines under ground or on "
        "insulated conductors.",
        phase="Execution",
        status="Active",
        sponsor="Helena Brandt",
        manager="Priya Raman",
        manager_email="priya.raman@example.org",
        priority=3,
        baseline_start="2025-07-01",
        baseline_finish="2027-03-31",
        forecast_finish="2027-03-26",
        actual_start="2025-07-07",
        budget=9_600_000,
        contingency_approved=700_000,
        contingency=560_000,
        exit_cost=500_000,
        rag_overall="Green",
        rag_time="Green",
        rag_cost="Green",
        rag_scope="Green",
        rag_quality="Green",
        rag_risk="Green",
        rag_resources="Green",
        status_updated_on="2026-10-29",
        feasibility=0.95,
        satisfaction=4.5,
        justification="Two thirds of all storm outages of the last ten years began on these lines.",
        summary="""
            68 of 84 km are done, slightly ahead of plan, and the unit cost of trenching is below estimate since we share trenches with \
            the fibre company.
            The October ledger is not closed yet: the contractor's invoices arrive in the second week of November.""",
        achievements="""
            Lots 7 and 8 handed over to operations
            Agreement with the last three landowners on the ridge section""",
        next_steps="""
            Ridge section before the first frost
            Lot 9 tender award on 20 November""",
    ),
    project(
        project_id="P-003",
        name="Northgate pumping station",
        programme=GRID,
        business_unit="Water",
        category="Water",
        bucket="Run",
        description="A new pumping station for the northern zone, replacing two from 1962. Held in "
        "pounds, as the main contract is.",
        phase="Execution",
        status="Active",
        sponsor="Ingrid Solheim",
        manager="Declan Moore",
        manager_email="declan.moore@example.org",
        priority=2,
        baseline_start="2025-02-01",
        baseline_finish="2027-01-31",
        forecast_finish="2027-06-18",
        actual_start="2025-02-10",
        budget=7_200_000,
        currency="GBP",
        contingency_approved=600_000,
        contingency=110_000,
        exit_cost=1_300_000,
        rag_overall="Red",
        rag_time="Red",
        rag_cost="Red",
        rag_scope="Amber",
        rag_quality="Amber",
        rag_risk="Red",
        rag_resources="Green",
        rag_comment="The second baseline did not allow for the sheet piling that the contaminated "
        "ground now needs.",
        status_updated_on="2026-10-30",
        feasibility=0.80,
        satisfaction=2.8,
        justification="Both old stations are beyond repair; one more pump failure means boil-water "
        "notices in the northern zone.",
        summary="""
            The ground under the wet well is contaminated and softer than surveyed. Piling was stopped for nine weeks and has to be \
            done a second way.
            We rebaselined in February and have lost as much again since. The contractor has filed a claim; we dispute a third of it.
            The forecast needs money beyond the remaining contingency.""",
        achievements="""
            Pump house frame erected
            Temporary sheet piling wall approved by the water authority""",
        next_steps="""
            Close the wet well excavation by 18 December
            Adjudication of the contractor's claim on 24 November
            Revised commissioning plan with the intake project""",
        help_needed="""
            Decision on the additional funds by 20 November (DEC-14)
            A second geotechnical engineer until January""",
    ),
    project(
        project_id="P-004",
        name="River intake flood protection",
        programme=GRID,
        business_unit="Water",
        category="Water",
        bucket="Run",
        description="Raises the intake works at Weir Lane above the 1-in-200-year flood and renews "
        "the gates.",
        phase="Execution",
        status="Active",
        sponsor="Ingrid Solheim",
        manager="Sofia Lindqvist",
        manager_email="sofia.lindqvist@example.org",
        priority=1,
        mandatory=True,
        mandatory_reason="Order of the dam safety authority of 12 March 2025: flood protection in "
        "place by 31 December 2027.",
        prerequisites=("P-003",),
        baseline_start="2025-08-01",
        baseline_finish="2027-03-31",
        forecast_finish="2027-05-15",
        actual_start="2025-08-04",
        budget=6_400_000,
        contingency_approved=480_000,
        contingency=330_000,
        exit_cost=900_000,
        rag_overall="Amber",
        rag_time="Amber",
        rag_cost="Green",
        rag_scope="Green",
        rag_quality="Green",
        rag_risk="Amber",
        rag_resources="Amber",
        rag_comment="We wait for Northgate: without its flow the gates cannot be tested dry.",
        status_updated_on="2026-10-27",
        feasibility=0.90,
        satisfaction=4.1,
        justification="Required by order; the alternative is closing the intake in every flood "
        "warning.",
        summary="""
            Civil works are on plan; the gates are built and waiting in the yard.
            Dry testing needs the bypass flow from Northgate, which is now promised for February instead of December. That moves our \
            finish to mid-May.""",
        achievements="""
            Flood wall sections 1 to 4 cast
            Both gates passed the factory acceptance test""",
        next_steps="""
            Section 5 and the access bridge
            Fallback for testing with hired pumps, priced by 27 November""",
        help_needed="A firm date for the bypass flow from Northgate (P-003).",
    ),
    project(
        project_id="P-011",
        name="Leak detection network",
        business_unit="Water",
        category="Water",
        bucket="Grow",
        description="2,300 acoustic sensors on trunk mains, with the crews and the software to act "
        "on what they hear.",
        phase="Monitoring",
        status="Active",
        sponsor="Ingrid Solheim",
        manager="Laura Bianchi",
        manager_email="laura.bianchi@example.org",
        priority=2,
        baseline_start="2025-05-01",
        baseline_finish="2027-01-31",
        forecast_finish="2027-02-10",
        actual_start="2025-05-05",
        budget=5_200_000,
        contingency_approved=350_000,
        contingency=140_000,
        exit_cost=150_000,
        rag_overall="Amber",
        rag_time="Green",
        rag_cost="Amber",
        rag_scope="Green",
        rag_quality="Green",
        rag_risk="Green",
        rag_resources="Green",
        status_updated_on="2026-09-13",
        feasibility=0.90,
        satisfaction=4.2,
        summary="""
            2,050 of 2,300 sensors report. Road permits in the old town cost more than planned, and the last districts are the dearest.
            The first year of data found 41 leaks nobody had reported.""",
        achievements="""
            Districts 9 to 11 in operation
            Leak found under the tram depot before it surfaced""",
        next_steps="""
            Old town, districts 12 and 13
            Hand-over to the control room in January""",
    ),
    project(
        project_id="P-012",
        name="Hydrogen blending pilot",
        business_unit="Gas",
        category="Innovation",
        bucket="Transform",
        description="Was to feed up to ten per cent of hydrogen into the gas network of the "
        "harbour district.",
        phase="Closure",
        status="Cancelled",
        sponsor="Helena Brandt",
        manager="Ben Carter",
        manager_email="ben.carter@example.org",
        priority=6,
        baseline_start="2025-06-01",
        baseline_finish="2026-12-31",
        actual_start="2025-06-10",
        budget=3_800_000,
        contingency_approved=250_000,
        contingency=0,
        status_updated_on="2026-10-05",
        justification="A learning project on the way to net zero; stopped when the subsidy fell "
        "away.",
        summary="""
            Stopped in March 2026 after the subsidy was withdrawn. Site restored, contracts closed, final account settled.
            The electrolyser was sold; what was learnt went into the network plan.""",
        achievements="Final account settled on 30 September",
        report=False,
    ),
]
