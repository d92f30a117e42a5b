package dev.flyball.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request whose response is judged, also when the application answers it asynchronously. */
final class JudgedRequest extends HttpServletRequestWrapper {
    private final JudgedResponse response;

    JudgedRequest(HttpServletRequest request, JudgedResponse response) {
        super(request);
        this.response = response;
    }

    /** With the judged response: the container's own would go out unjudged. */
    @Override
    public AsyncContext startAsync() {
        return startAsync(this, response);
    }

    @Override
    public AsyncContext startAsync(ServletRequest withRequest, ServletResponse withResponse) {
        response.becomesAsync();
        return new JudgedAsync(super.startAsync(withRequest, withResponse), response);
    }

    @Override
    public AsyncContext getAsyncContext() {
        return new JudgedAsync(super.getAsyncContext(), response);
    }
}
