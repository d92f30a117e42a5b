package dev.flyball.benchmarks.workload;

import dev.flyball.Budget;

/** The allowance that our engine gets: metered as always, and never used up. */
final class Budgets {
    static final Budget ENDLESS = Budget.of(Budget.MAX_STEPS, Budget.MAX_TIME);

    private Budgets() {}
}
