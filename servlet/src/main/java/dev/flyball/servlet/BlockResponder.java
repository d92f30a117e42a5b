package dev.flyball.servlet;

import dev.flyball.rules.Action;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers a request that is refused; the application never sees it. Must be thread-safe. */
@FunctionalInterface
public interface BlockResponder {
    /**
     * Writes the answer.
     *
     * @param block what decided: its {@link Action#data()} is what the rule's author wrote, and not to be trusted more
     *     than he is
     */
    void respond(HttpServletRequest request, HttpServletResponse response, Action block)
            throws IOException, ServletException;

    /**
     * Answers as the rule says, 403 with a short text if it says nothing: {@code status} (200 to 599), {@code body} (sent
     * in UTF-8, as {@code text/plain} unless the headers say otherwise) and {@code headers} (names to strings or numbers).
     * What is not valid is left out: a status outside its bounds, names that are no tokens, values with control
     * characters, headers that frame the message ({@code Content-Length}, {@code Transfer-Encoding}, {@code Connection} and
     * the like), more than 50 headers.
     */
    static BlockResponder fromRule() {
        return new RuleResponder();
    }
}
