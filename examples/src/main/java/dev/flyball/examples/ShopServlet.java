package dev.flyball.examples;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The application that the filter protects: it knows nothing of it, and reads bodies and parameters as it always did. */
final class ShopServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=UTF-8");
        String path = request.getServletPath();
        String text = switch (path) {
            case "/" -> "Welcome to the shop.";
            case "/health" -> "ok";
            case "/search" -> "No results for " + request.getParameter("q") + ".";
            case "/login" -> "Welcome, " + request.getParameter("user") + ".";
            case "/api/items" -> "Received " + request.getInputStream().readAllBytes().length + " bytes.";
            case "/admin" -> "The back office.";
            default -> {
                response.setStatus(HttpServletResponse.SC_NOT_FOUND);
                yield "There is nothing here.";
            }
        };
        response.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
