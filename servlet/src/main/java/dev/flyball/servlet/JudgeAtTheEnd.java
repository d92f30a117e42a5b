package dev.flyball.servlet;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.io.IOException;

/** Judges an asynchronous response that is over and was not judged while it was written: too late to block it. */
final class JudgeAtTheEnd implements AsyncListener {
    private final JudgedResponse response;

    JudgeAtTheEnd(JudgedResponse response) {
        this.response = response;
    }

    @Override
    public void onComplete(AsyncEvent event) throws IOException {
        response.isOver();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // The application's own, or the container's, answer follows.
    }

    @Override
    public void onError(AsyncEvent event) {
        // The container's answer follows.
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
