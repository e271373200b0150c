from dataclasses import replace

from pfreport.kinds import Rag
from pfreport.ratings.rating import Rating
from pfreport.report.parts.programmes import urgency
from pfreport.report.parts.subjects import OVERALL
from tests.report.findings import findings, project


def test_worst_lights_come_first_then_the_largest_budget_and_final_ones_last():
    found = findings(
        projects=[
            project(project_id=key, budget=budget)
            for key, budget in zip("ABCDE", (1.0, 2.0, 3.0, 4.0, 5.0), strict=True)
        ]
    )
    lights = {
        "A": (Rag.RED, None),
        "B": (Rag.GREEN, None),
        "C": (Rag.AMBER, None),
        "D": (Rag.RED, None),
        "E": (Rag.RED, "final"),
    }

    def lit(key: str) -> Rating:
        computed, word = lights[key]
        return replace(found.ratings[key][OVERALL], computed=computed, word=word)

    ratings = {key: {**of, OVERALL: lit(key)} for key, of in found.ratings.items()}
    ranks = urgency(replace(found, ratings=ratings))
    assert sorted(ranks, key=ranks.__getitem__) == ["D", "A", "C", "B", "E"]
