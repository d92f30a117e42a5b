package dev.flyball.examples.incident;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Random;

/**
 * What visitors of a shop send: pages, searches, lists, and orders in JSON. The same sequence in each run. No request is hostile.
 * For one thread.
 */
final class OrdinaryRequests {
    private static final int CLIENTS = 400;
    private static final String[] WORDS = {
        "red", "shoes", "winter", "coat", "children", "size", "leather", "light", "cotton", "blue", "running", "rain"
    };

    private final Random random = new Random(2019);
    private final URI address;
    private final Duration timeout;

    OrdinaryRequests(URI address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    HttpRequest next() {
        int kind = random.nextInt(100);
        HttpRequest.Builder request = kind < 40
                ? get("/" + word() + "/" + word() + ".html")
                : kind < 60
                        ? get("/search?q=" + word() + "+" + word())
                        : kind < 70
                                ? get("/items?page=" + (1 + random.nextInt(9)) + "&sort=price")
                                : post("/api/orders", order());
        return request.setHeader(Gateway.CLIENT, client()).timeout(timeout).build();
    }

    private HttpRequest.Builder get(String pathAndQuery) {
        return HttpRequest.newBuilder(address.resolve(pathAndQuery)).GET();
    }

    private HttpRequest.Builder post(String path, String body) {
        return HttpRequest.newBuilder(address.resolve(path))
                .setHeader("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Some visitors come much more often than others. */
    private String client() {
        double first = random.nextDouble();
        return "client-" + (int) (first * first * CLIENTS);
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }

    /** An order of some hundred to some thousand bytes, in one line. */
    private String order() {
        StringBuilder json = new StringBuilder("{\"customer\":")
                .append(random.nextInt(100_000))
                .append(",\"items\":[");
        int items = 6 + random.nextInt(24);
        for (int i = 0; i < items; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"sku\":\"A-")
                    .append(random.nextInt(10_000))
                    .append("\",\"name\":\"")
                    .append(word())
                    .append(' ')
                    .append(word())
                    .append("\",\"quantity\":")
                    .append(1 + random.nextInt(3))
                    .append(",\"price\":")
                    .append(100 + random.nextInt(20_000))
                    .append('}');
        }
        return json.append("],\"gift\":")
                .append(random.nextBoolean())
                .append('}')
                .toString();
    }
}
