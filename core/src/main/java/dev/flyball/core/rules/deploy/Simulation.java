package dev.flyball.core.rules.deploy;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.core.HostFailure;
import dev.flyball.core.regex.engine.CacheAccount;
import dev.flyball.core.rules.gate.StageWindows;
import dev.flyball.core.rules.runtime.Evaluation;
import dev.flyball.core.rules.runtime.Outcome;
import dev.flyball.core.rules.runtime.Request;
import dev.flyball.core.rules.runtime.Terms;
import dev.flyball.rules.EngineOptions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is tried on a request when it has been judged: the simulated rules of its rule set, and the rule set of a rollout that
 * is simulated. Each has an allowance of its own, and builds automata in a share of its own; all of it is paid out of the
 * engine's credit for simulation. Nothing of it reaches the decision, and what fails in it goes to the log. Thread-safe.
 */
final class Simulation {
    private final Budget budget;
    private final SimulationCredit credit;
    private final Events events;

    Simulation(EngineOptions options, Events events) {
        this.budget = options.simulationBudget();
        this.credit = new SimulationCredit(options);
        this.events = events;
    }

    /** Whether there is room for it. */
    boolean hasRoom() {
        return credit.hasRoom();
    }

    /** A request was judged. */
    void earn(long steps) {
        credit.earn(steps);
    }

    /** Tries the simulated rules, if there are any, on what was judged. */
    void ofRules(Evaluation judged, Terms terms) {
        if (judged.hasSimulation()) {
            Meter own = budget.start();
            CacheAccount.ofSimulatedRules().own(own);
            try {
                judged.simulate(terms, own);
            } catch (Throwable e) {
                HostFailure.passOnFatal(e);
                events.failed("the simulated rules of " + judged.version(), e);
            } finally {
                credit.spend(own.stepsUsed());
            }
        }
    }

    /**
     * Tries the candidate of a rollout on what was judged by others, and compares.
     *
     * @param session what the earlier phases left, or null if there are none
     */
    void ofCandidate(Route route, Kills kills, Evaluation judged, Request asked, Evaluation.@Nullable Session session) {
        RunningRollout rollout = route.rollout();
        Deployed candidate = route.compared();
        Outcome live = judged.outcome();
        if (rollout == null
                || candidate == null
                || live == null
                || asked.meter().isCancelled()
                || candidate.terms(kills).switches().isAnyOff()) {
            return;
        }
        Meter own = Budget.of(
                        Math.min(Budget.MAX_STEPS, Math.max(1, asked.meter().maxSteps())), budget.maxTime())
                .start();
        candidate.account().own(own);
        try (Evaluation tried = Evaluation.by(candidate.rules())) {
            tried.judge(candidate.terms(kills), asked.with(own, session));
            compare(rollout, asked, live, judged, tried);
        } catch (Throwable e) {
            HostFailure.passOnFatal(e);
            events.failed("the simulation of " + candidate.version(), e);
            Outcome failed = new Outcome(live.blocked(), own.scanSteps(), live.unfinished() + 1);
            rollout.progress().compared(asked.key(), judged.isFirst(), live, failed);
        } finally {
            credit.spend(own.stepsUsed());
        }
    }

    /**
     * The breakers of a version are its own. What rules took, and which did not finish, says nothing where a breaker kept one from
     * running that the other version ran; nor does a block by it. Any other block does.
     */
    private static void compare(
            RunningRollout rollout, Request asked, Outcome live, Evaluation judged, Evaluation tried) {
        StageWindows progress = rollout.progress();
        Outcome outcome = tried.outcome();
        Set<String> refused = Set.copyOf(judged.refused());
        if (outcome == null) {
            // What ran out of the simulation's own time has taken these steps at least.
            Outcome soFar = tried.outcomeSoFar();
            if (soFar != null && refused.containsAll(tried.refused())) {
                progress.comparedSoFar(asked.key(), tried.isFirst(), live, soFar);
            }
        } else if (refused.equals(Set.copyOf(tried.refused()))) {
            progress.compared(asked.key(), tried.isFirst(), live, outcome);
        } else if (!judged.isBlockedByBreaker() && !tried.isBlockedByBreaker()) {
            progress.onlyBlocks(asked.key(), tried.isFirst(), outcome.blocked() && !live.blocked());
        }
    }
}
