package dev.flyball.servlet;

import dev.flyball.Budget;
import dev.flyball.Meter;
import dev.flyball.rules.Action;
import dev.flyball.rules.Decision;
import dev.flyball.rules.Facts;
import dev.flyball.rules.Phase;
import dev.flyball.rules.RequestRules;
import dev.flyball.rules.RuleEngine;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges each request by the live rules of a {@link RuleEngine}, within a {@link Budget}, and answers those that are
 * blocked itself. Register it before the filters and servlets that it is to protect, with asynchronous support:
 *
 * <pre>{@code
 * FlyballFilter filter = FlyballFilter.builder(engine)
 *         .budget(Budget.of(2_000_000, Duration.ofMillis(500)))
 *         .listener(new DecisionLog())
 *         .build();
 * }</pre>
 *
 * <p>Or in a {@code web.xml}, with the init parameters of {@link FilterParameters}.
 *
 * <p>A request is judged once, when it comes in; forwards, includes, error pages and asynchronous dispatches pass. The
 * {@link Decision} is then its attribute {@value #DECISION}.
 *
 * <p><b>The body.</b> If the live rules ask for a field of the body, and there is one, then up to
 * {@link Builder#maxBodyBytes} of it are read before the rules are evaluated, waiting for the client as any servlet would;
 * that time is not the budget's. The application reads the same bytes again: as a stream (blocking or not), a reader,
 * parameters or parts. Where that differs from the container's own request:
 *
 * <ul>
 *   <li>Parameters of a form that was read ahead are parsed here: {@link Builder#maxFormBytes} and
 *       {@link Builder#maxParameters} replace the container's limits. {@code getParameter} throws
 *       {@link IllegalStateException} above them. A form whose request tells no character encoding is read as UTF-8.
 *   <li>A {@code multipart/form-data} body is read ahead only if its length is told and is no more than
 *       {@code maxBodyBytes}; {@code getParts} then gives parts in memory, whether or not the servlet has a multipart
 *       configuration. Any other is left to the container: {@code http.request.body.raw} is empty and
 *       {@code http.request.body.truncated} is true.
 *   <li>An asynchronous dispatch and an error page begin with the container's own request, whose body is gone: register
 *       the filter for {@code ASYNC} and {@code ERROR} dispatches too, where an application reads the body in them.
 *   <li>A client that waits for {@code 100 Continue} gets it before the rules are evaluated.
 * </ul>
 *
 * <p><b>The response.</b> If the rules have any of the phase {@link Phase#RESPONSE}, these judge the response at the last moment
 * before it is committed: when the application has written as much as the container's buffer holds or as it said that it
 * would, flushes, closes, sends an error or a redirect, or when the chain ends. A block then takes the place of the response, and
 * what the application writes afterwards goes nowhere; its decision is the request's attribute {@value #RESPONSE_DECISION}. The
 * application's time is not the budget's. The limits of that:
 *
 * <ul>
 *   <li>A body is judged by its head alone: what was sent before an error cannot be taken back.
 *   <li>An asynchronous response is judged when its first byte is written or it is completed, since the container may
 *       commit it from then on.
 *   <li>An exception that leaves the chain becomes an error page of the container: that is judged if the filter is
 *       registered for {@code ERROR} dispatches and there is a page to dispatch to.
 *   <li>Answers that the container gives by itself, and upgrades of the connection, pass.
 * </ul>
 *
 * <p><b>Bounds.</b> What the filter does besides the rules is linear in the part of the request that it looks at, and
 * that part is bounded: {@link Builder#maxBodyBytes}, {@link Builder#maxParameters}, {@link Builder#maxHeaders},
 * {@link Builder#maxHeaderBytes}, and the container's limit for the request line. It is charged to the request's meter,
 * about a step for each char. It holds a few times {@code maxBodyBytes} for a request whose body is looked at. With more arguments, cookies or form fields than
 * {@code maxParameters} the fields that need them cannot be computed, so the rules that ask for them do not finish, and the
 * engine's {@link dev.flyball.rules.ExhaustionPolicy} decides; more headers set {@code http.request.headers.truncated}.
 *
 * <p>Thread-safe.
 */
public final class FlyballFilter implements Filter {
    /** The name of the request attribute that has the {@link Decision}. */
    public static final String DECISION = "dev.flyball.servlet.decision";

    /** The name of the request attribute that has the {@link Decision} about the response, once that was judged. */
    public static final String RESPONSE_DECISION = "dev.flyball.servlet.response-decision";

    private volatile @Nullable FilterSettings settings;

    /** A filter that is yet to be configured by {@link #init}, with the init parameters of {@link FilterParameters}. */
    public FlyballFilter() {}

    private FlyballFilter(FilterSettings settings) {
        this.settings = settings;
    }

    /** A builder of a filter that judges by the rules of this engine. */
    public static Builder builder(RuleEngine engine) {
        return new Builder(engine);
    }

    /**
     * Reads the init parameters, unless the filter comes from a builder.
     *
     * @throws ServletException if one is wrong, or the rules cannot be loaded
     */
    @Override
    public void init(FilterConfig config) throws ServletException {
        if (settings == null) {
            settings = FilterParameters.read(config);
        }
    }

    /**
     * The engine, for changes of its rules.
     *
     * @throws IllegalStateException before {@link #init} if the filter does not come from a builder
     */
    public RuleEngine engine() {
        return settings().engine();
    }

    private FilterSettings settings() {
        FilterSettings configured = settings;
        if (configured == null) {
            throw new IllegalStateException("the filter is not initialised");
        }
        return configured;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest httpRequest)
                || !(response instanceof HttpServletResponse httpResponse)) {
            chain.doFilter(request, response);
        } else if (request.getDispatcherType() == DispatcherType.REQUEST) {
            judge(settings(), httpRequest, httpResponse, chain);
        } else {
            resume(httpRequest, httpResponse, chain);
        }
    }

    private static void judge(
            FilterSettings settings, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Meter meter = settings.budget().start();
        RequestRules rules = settings.engine().begin(settings.key(request), meter);
        RuleNeeds needs = settings.needs(rules.rules());
        RequestBody body = new RequestBody(request, settings.maxBodyBytes());
        if (needs.body()) {
            // How fast the client sends is not the rules' time.
            meter.pause();
            body.read();
            meter.resume();
        }
        HttpFacts facts = new HttpFacts(request, settings, body, meter);
        Decision decision = rules.evaluate(Phase.incoming(), facts);
        request.setAttribute(DECISION, decision);
        settings.listener().decided(request, decision, meter);
        Action action = decision.action();
        if (action != null && decision.isBlocked()) {
            settings.responder().respond(request, response, action);
            return;
        }
        HttpServletRequest replayed = body.replayed(settings.maxParameters(), settings.maxFormBytes());
        if (needs.response()) {
            goOn(replayed, response, new ResponseJudge(settings, request, facts, rules, meter), chain);
        } else {
            chain.doFilter(replayed, response);
        }
    }

    /** A later dispatch: the container begins it with its own request, and often with its own response. */
    private static void resume(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        HttpServletRequest resumed = ReplayedRequest.resume(request);
        boolean isNested = request.getDispatcherType() == DispatcherType.FORWARD
                || request.getDispatcherType() == DispatcherType.INCLUDE;
        ResponseJudge judge = isNested ? null : ResponseJudge.pendingOf(request);
        if (judge == null) {
            chain.doFilter(resumed, response);
        } else {
            goOn(resumed, response, judge, chain);
        }
    }

    private static void goOn(
            HttpServletRequest request, HttpServletResponse response, ResponseJudge judge, FilterChain chain)
            throws IOException, ServletException {
        JudgedResponse judged = new JudgedResponse(response, judge);
        chain.doFilter(new JudgedRequest(request, judged), judged);
        if (request.isAsyncStarted()) {
            request.getAsyncContext().addListener(new JudgeAtTheEnd(judged));
        } else {
            judged.passes();
        }
    }

    /** Builds a {@link FlyballFilter}. Not thread-safe. */
    public static final class Builder {
        final RuleEngine engine;
        final Map<String, Function<HttpServletRequest, @Nullable Object>> facts = new LinkedHashMap<>();
        Budget budget = Budget.of(5_000_000, Duration.ofSeconds(1));
        int maxBodyBytes = 64 * 1024;
        int maxFormBytes = 1024 * 1024;
        int maxParameters = 1_000;
        int maxHeaders = 200;
        int maxHeaderBytes = 64 * 1024;
        ClientAddress clientAddress = ClientAddress.remote();
        DecisionListener listener = (request, decision, meter) -> {};
        Function<HttpServletRequest, @Nullable String> key = ServletRequest::getRemoteAddr;
        BlockResponder responder = BlockResponder.fromRule();

        private Builder(RuleEngine engine) {
            this.engine = Objects.requireNonNull(engine, "engine");
        }

        /**
         * What judging one request may use; 5,000,000 steps and 1 s by default. The steps bound the work; the time is the
         * clock's, and passes too while the machine does something else, so that it should not be too short.
         */
        public Builder budget(Budget budget) {
            this.budget = Objects.requireNonNull(budget, "budget");
            return this;
        }

        /**
         * How much of a body rules can see, from 0 to 16 MiB; 64 KiB by default. A longer one has
         * {@code http.request.body.truncated}; with 0, no body is read ahead.
         */
        public Builder maxBodyBytes(int bytes) {
            this.maxBodyBytes = bounded("maxBodyBytes", bytes, 0, 16 * 1024 * 1024);
            return this;
        }

        /** The longest form whose parameters the application can ask for, if it was read ahead; 1 MiB by default. */
        public Builder maxFormBytes(int bytes) {
            this.maxFormBytes = bounded("maxFormBytes", bytes, 0, 64 * 1024 * 1024);
            return this;
        }

        /** The most arguments, cookies, form fields or parts, of each; 1,000 by default. */
        public Builder maxParameters(int parameters) {
            this.maxParameters = bounded("maxParameters", parameters, 0, 100_000);
            return this;
        }

        /** The most headers that {@code http.request.headers} has; 200 by default. */
        public Builder maxHeaders(int headers) {
            this.maxHeaders = bounded("maxHeaders", headers, 0, 10_000);
            return this;
        }

        /** The most bytes that the names and values of {@code http.request.headers} have; 64 KiB by default. */
        public Builder maxHeaderBytes(int bytes) {
            this.maxHeaderBytes = bounded("maxHeaderBytes", bytes, 0, 16 * 1024 * 1024);
            return this;
        }

        /** Tells the address of the client; {@link ClientAddress#remote()} by default. */
        public Builder clientAddress(ClientAddress address) {
            this.clientAddress = Objects.requireNonNull(address, "address");
            return this;
        }

        /**
         * Computes a field of the engine's schema that is the host's own, or computes one of HTTP in another way. Called
         * at most once for a request, and only if a rule asks; must be thread-safe and bounded. It gets the container's
         * own request, so it must not read the body, nor parameters or parts, which may be in it: whoever reads them first
         * takes them from the rules and from the application.
         *
         * @param value gives what {@link Facts.Builder#set(String, Object)} takes, or null; if it throws, the rules that
         *     need the field do not finish
         */
        public Builder fact(String field, Function<HttpServletRequest, @Nullable Object> value) {
            facts.put(Objects.requireNonNull(field, "field"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /**
         * Tells clients apart while new rules are rolled out in shares: requests with equal keys are judged by the same rules.
         * {@link ServletRequest#getRemoteAddr()} by default, which is a proxy's where there is one. Without a key, null, each
         * request is as one of a client of its own. Must be thread-safe.
         */
        public Builder key(Function<HttpServletRequest, @Nullable String> key) {
            this.key = Objects.requireNonNull(key, "key");
            return this;
        }

        /** Is told of each decision; nobody by default. */
        public Builder listener(DecisionListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** Answers blocked requests; {@link BlockResponder#fromRule()} by default. */
        public Builder responder(BlockResponder responder) {
            this.responder = Objects.requireNonNull(responder, "responder");
            return this;
        }

        private static int bounded(String name, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(name + " must be from " + min + " to " + max + ", not " + value);
            }
            return value;
        }

        FilterSettings settings() {
            return new FilterSettings(this);
        }

        /**
         * The filter.
         *
         * @throws IllegalArgumentException if the engine's schema does not have a field of {@link #fact}
         */
        public FlyballFilter build() {
            return new FlyballFilter(settings());
        }
    }
}
