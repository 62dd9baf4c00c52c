"""What a search may do; the budget in seconds comes with each task."""

from __future__ import annotations

from fasterpy.records import Record


class SearchConfig(Record, frozen=True):
    """Defaults fit a target that runs in milliseconds and a budget of about a minute."""

    verify_s: float = 6.0
    """Longest check of one candidate."""
    check_s: float = 2.0
    """Functions: longest check of a candidate that is faster; what it leaves open is checked for ``verify_s`` more.
    The proof of the winner comes later and takes its own time."""
    glance_s: float = 0.6
    """Longest first look at a candidate, before it is timed."""
    timed_first: bool = True
    """Functions: time a candidate after a glance, and check in earnest only what is not slower."""
    measure_s: float = 1.5
    """Longest timing of one candidate. Coarse, because the pipeline measures the winner again."""
    share: float = 0.5
    """No single step takes more than this share of the time that is left."""
    least_s: float = 0.05
    """With less time than this left nothing new is begun."""
    quiet_timing: bool = False
    """Time candidates only while no generator is at work, as long as half of the budget is left. Always so for models
    that run on this machine's cores."""
    max_candidates: int = 400
    """Candidates looked at in one search."""
    tolerance: float = 0.03
    """Relative loss of speed for which a change is taken back, since a shorter patch is worth more than that."""
    shorten: bool = True
    """Take back changes and lines that bring nothing. Left out where nobody reads the patch."""
    rules_share: float = 0.4
    """auto: share of the budget for rules when there is also a model."""
    few_cores: int = 2
    """auto: with no more cores than this, a model on them stands still until the rules are through: they find more per
    second, and both would only share what there is."""
    confirm_s: float = 7.0
    """auto: a gain of the rules is not staked on the model's answers; so much is left to prove it, before
    ``confirm_share`` of the search's own budget, which the caller keeps for that anyway."""
    confirm_share: float = 0.3
    polish_share: float = 0.75
    """Share of the budget after which a composition is no longer extended or cut down."""
    polish_factor: float = 1.5
    """Functions: improving a verified gain takes at most this many times as long as finding it took."""
    large_gain: float = 5.0
    polish_large: float = 0.5
    """The same for a gain from ``large_gain`` on, to which small changes add little that anybody would notice."""
    repair_tries: int = 2
    """How often a wrong candidate goes back to its generator."""
    repair_width: int = 3
    """How many wrong candidates go back."""
    refine_rounds: int = 1
    """How often the best candidate goes back for the next gain."""
    generations: int = 6
    """evolve: rounds at most."""
    population: int = 8
    """evolve: verified candidates that are kept."""
    offspring: int = 4
    """evolve: answers asked for per round."""
    islands: int = 2
    """evolve: populations that live apart, for long budgets."""
    migrate_every: int = 2
    """evolve: rounds between exchanges of the best."""
