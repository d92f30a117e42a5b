package dev.flyball.rules;

import dev.flyball.Budget;
import dev.flyball.regex.RegexOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a rule file is read: the lists that the host gives to it, and how large it may be. Immutable;
 * {@link #defaults()} suits files that a tenant wrote.
 */
public final class RuleOptions {
    private static final RuleOptions DEFAULTS = builder().build();

    private final Map<String, List<?>> lists;
    private final Map<String, ListFile> listFiles;
    private final Map<String, RuleFunction> functions;
    private final int maxFileLength;
    private final int maxYamlDepth;
    private final int maxRules;
    private final int maxExpressionLength;
    private final int maxNesting;
    private final int maxRegexesPerRule;
    private final int maxSetMembers;
    private final RegexOptions regexOptions;
    private final Budget compileBudget;
    private final Budget lintBudget;
    private final FactLimits factLimits;
    private final long maxRuleCost;
    private final long maxTotalCost;
    private final long requestSteps;

    private RuleOptions(Builder b) {
        this.lists = Map.copyOf(b.lists);
        this.listFiles = Map.copyOf(b.listFiles);
        this.functions = Map.copyOf(b.functions);
        this.maxFileLength = b.maxFileLength;
        this.maxYamlDepth = b.maxYamlDepth;
        this.maxRules = b.maxRules;
        this.maxExpressionLength = b.maxExpressionLength;
        this.maxNesting = b.maxNesting;
        this.maxRegexesPerRule = b.maxRegexesPerRule;
        this.maxSetMembers = b.maxSetMembers;
        this.regexOptions = b.regexOptions;
        this.compileBudget = b.compileBudget;
        this.lintBudget = b.lintBudget;
        this.factLimits = b.factLimits;
        this.maxRuleCost = b.maxRuleCost;
        this.maxTotalCost = b.maxTotalCost;
        this.requestSteps = b.requestSteps;
    }

    /** No lists, default limits. */
    public static RuleOptions defaults() {
        return DEFAULTS;
    }

    /** A builder that starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** A builder that starts from these options. */
    public Builder toBuilder() {
        Builder b = new Builder();
        b.lists.putAll(lists);
        b.listFiles.putAll(listFiles);
        b.functions.putAll(functions);
        b.maxFileLength = maxFileLength;
        b.maxYamlDepth = maxYamlDepth;
        b.maxRules = maxRules;
        b.maxExpressionLength = maxExpressionLength;
        b.maxNesting = maxNesting;
        b.maxRegexesPerRule = maxRegexesPerRule;
        b.maxSetMembers = maxSetMembers;
        b.regexOptions = regexOptions;
        b.compileBudget = compileBudget;
        b.lintBudget = lintBudget;
        b.factLimits = factLimits;
        b.maxRuleCost = maxRuleCost;
        b.maxTotalCost = maxTotalCost;
        b.requestSteps = requestSteps;
        return b;
    }

    /** The lists that rules can use as {@code $name}, beside those that a file declares. */
    public Map<String, List<?>> lists() {
        return lists;
    }

    /** Those of {@link #lists()} that are in a text of their own, by their names. */
    public Map<String, ListFile> listFiles() {
        return listFiles;
    }

    /** The functions that rules can call beside the language's own, by their names. */
    public Map<String, RuleFunction> functions() {
        return functions;
    }

    /** The longest file, in chars. */
    public int maxFileLength() {
        return maxFileLength;
    }

    /** The deepest nesting of the YAML. */
    public int maxYamlDepth() {
        return maxYamlDepth;
    }

    /** The most rules of a file. */
    public int maxRules() {
        return maxRules;
    }

    /** The longest condition, in UTF-8 bytes. */
    public int maxExpressionLength() {
        return maxExpressionLength;
    }

    /** The deepest nesting of a condition. */
    public int maxNesting() {
        return maxNesting;
    }

    /** The most regexes of a rule. */
    public int maxRegexesPerRule() {
        return maxRegexesPerRule;
    }

    /** The most members of one set literal. */
    public int maxSetMembers() {
        return maxSetMembers;
    }

    /** Flags and limits of the rules' regexes; byte mode is always on. */
    public RegexOptions regexOptions() {
        return regexOptions;
    }

    /** What compiling the whole file may use. */
    public Budget compileBudget() {
        return compileBudget;
    }

    /** What looking for dubious rules may use, beside {@link #compileBudget()}: see {@link RuleLint}. */
    public Budget lintBudget() {
        return lintBudget;
    }

    /** How large facts become, for the costs that follow. */
    public FactLimits factLimits() {
        return factLimits;
    }

    /** The most steps that a rule may be able to take: see {@link RuleCost#steps()}. */
    public long maxRuleCost() {
        return maxRuleCost;
    }

    /** The most steps that all rules together may be able to take: see {@link RuleSetCost#total()}. */
    public long maxTotalCost() {
        return maxTotalCost;
    }

    /** The steps of the budget that the host gives a request: {@link RuleLint} warns of rules that may take much of it. */
    public long requestSteps() {
        return requestSteps;
    }

    /** Builds {@link RuleOptions}. Not thread-safe. */
    public static final class Builder {
        private final Map<String, List<?>> lists = new TreeMap<>();
        private final Map<String, ListFile> listFiles = new TreeMap<>();
        private final Map<String, RuleFunction> functions = new TreeMap<>();
        private int maxFileLength = 16 * 1024 * 1024;
        private int maxYamlDepth = 50;
        private int maxRules = 200_000;
        private int maxExpressionLength = 4_096;
        private int maxNesting = 128;
        private int maxRegexesPerRule = 64;
        private int maxSetMembers = 100_000;
        private RegexOptions regexOptions = RegexOptions.builder().bytes(true).build();
        private Budget compileBudget = Budget.of(2_000_000_000L, Duration.ofSeconds(60));
        private Budget lintBudget = Budget.of(2_000_000_000L, Duration.ofSeconds(20));

        private FactLimits factLimits = FactLimits.defaults();
        private long maxRuleCost = Long.MAX_VALUE;
        private long maxTotalCost = Long.MAX_VALUE;
        private long requestSteps = 5_000_000;

        private Builder() {}

        /**
         * Gives a list to the rules.
         *
         * @param name {@code [a-z0-9_.]+}
         * @param members all of one kind: numbers ({@link Long}, {@link Integer}), strings (text; {@code byte[]} for bytes),
         *     or addresses ({@link IpAddress}, or strings with an address, a network {@code 10.0.0.0/8} or a range
         *     {@code 10.0.0.1..10.0.0.9})
         */
        public Builder list(String name, List<?> members) {
            lists.put(checked(name), List.copyOf(members));
            listFiles.remove(name);
            return this;
        }

        /**
         * Gives a list in a text of its own to the rules. What is wrong with its members is told among the problems of the
         * rule file, with their places in that text.
         *
         * @param name {@code [a-z0-9_.]+}
         */
        public Builder list(String name, ListFile file) {
            lists.put(checked(name), file.members());
            listFiles.put(name, file);
            return this;
        }

        private static String checked(String name) {
            if (!name.matches("[a-z0-9_.]+")) {
                throw new IllegalArgumentException(
                        "\"" + name + "\" is no list name: write lower-case letters, digits, _ and dots");
            }
            return name;
        }

        /** Gives a function to the rules; one of the language's own name is refused when a file is compiled. */
        public Builder function(RuleFunction function) {
            functions.put(function.name(), function);
            return this;
        }

        /**
         * See {@link RuleOptions#maxFileLength()}; 16,777,216 chars by default. Compiling takes up to some 80 bytes of
         * heap for each char, 700 MB at most, while it lasts: allow less to authors whom you do not trust with that.
         */
        public Builder maxFileLength(int chars) {
            this.maxFileLength = positive("maxFileLength", chars);
            return this;
        }

        /** See {@link RuleOptions#maxYamlDepth()}; 50 by default, at most 200. */
        public Builder maxYamlDepth(int depth) {
            this.maxYamlDepth = bounded("maxYamlDepth", depth, 200);
            return this;
        }

        /** See {@link RuleOptions#maxRules()}; 200,000 by default. */
        public Builder maxRules(int rules) {
            this.maxRules = positive("maxRules", rules);
            return this;
        }

        /** See {@link RuleOptions#maxExpressionLength()}; 4,096 bytes by default. */
        public Builder maxExpressionLength(int bytes) {
            this.maxExpressionLength = positive("maxExpressionLength", bytes);
            return this;
        }

        /** See {@link RuleOptions#maxNesting()}; 128 by default, at most 256, which small stacks hold. */
        public Builder maxNesting(int depth) {
            this.maxNesting = bounded("maxNesting", depth, 256);
            return this;
        }

        /** See {@link RuleOptions#maxRegexesPerRule()}; 64 by default. */
        public Builder maxRegexesPerRule(int regexes) {
            this.maxRegexesPerRule = positive("maxRegexesPerRule", regexes);
            return this;
        }

        /** See {@link RuleOptions#maxSetMembers()}; 100,000 by default. */
        public Builder maxSetMembers(int members) {
            this.maxSetMembers = positive("maxSetMembers", members);
            return this;
        }

        /**
         * See {@link RuleOptions#regexOptions()}; the default limits of {@link RegexOptions} by default.
         *
         * @throws IllegalArgumentException if the options have Unicode classes, which bytes do not have
         */
        public Builder regexOptions(RegexOptions options) {
            this.regexOptions = options.toBuilder().bytes(true).build();
            return this;
        }

        /** See {@link RuleOptions#compileBudget()}; 2,000,000,000 steps and 60 s by default. */
        public Builder compileBudget(Budget budget) {
            this.compileBudget = Objects.requireNonNull(budget, "budget");
            return this;
        }

        /** See {@link RuleOptions#lintBudget()}; 2,000,000,000 steps and 20 s by default. */
        public Builder lintBudget(Budget budget) {
            this.lintBudget = Objects.requireNonNull(budget, "budget");
            return this;
        }

        /** See {@link RuleOptions#factLimits()}; {@link FactLimits#defaults()} by default. */
        public Builder factLimits(FactLimits limits) {
            this.factLimits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /**
         * See {@link RuleOptions#maxRuleCost()}; no limit by default. A file with a rule that may take more is refused. A
         * good choice is what {@link EngineOptions#maxStepsPerRule()} gives: no rule then runs out by itself.
         */
        public Builder maxRuleCost(long steps) {
            this.maxRuleCost = positive("maxRuleCost", steps);
            return this;
        }

        /**
         * See {@link RuleOptions#maxTotalCost()}; no limit by default, as the sum of worst cases is far above what ever
         * happens together.
         */
        public Builder maxTotalCost(long steps) {
            this.maxTotalCost = positive("maxTotalCost", steps);
            return this;
        }

        /**
         * See {@link RuleOptions#requestSteps()}; 5,000,000 by default, as the servlet filter has it. It changes only what
         * {@link RuleLint} warns of.
         */
        public Builder requestSteps(long steps) {
            this.requestSteps = positive("requestSteps", steps);
            return this;
        }

        private static long positive(String name, long value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be at least 1, not " + value);
            }
            return value;
        }

        private static int positive(String name, int value) {
            return bounded(name, value, Integer.MAX_VALUE);
        }

        private static int bounded(String name, int value, int max) {
            if (value < 1 || value > max) {
                throw new IllegalArgumentException(name + " must be from 1 to " + max + ", not " + value);
            }
            return value;
        }

        /** The options. */
        public RuleOptions build() {
            return new RuleOptions(this);
        }
    }
}
