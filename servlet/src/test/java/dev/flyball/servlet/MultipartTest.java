package dev.flyball.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Multipart bodies that are held in memory. */
class MultipartTest {
    private static final String TYPE = "multipart/form-data; charset=utf-8; boundary=\"--b\"";

    private static List<Part> parse(String body) throws IOException {
        return Multipart.parse(body.getBytes(StandardCharsets.UTF_8), TYPE, 3, null);
    }

    private static String part(String disposition, String content) {
        return "----b\r\nContent-Disposition: " + disposition + "\r\nX-Many: 1\r\nx-many: 2\r\n\r\n" + content + "\r\n";
    }

    @Test
    void aPartHasItsHeadersAndItsContent(@TempDir Path directory) throws Exception {
        String body =
                "preamble\r\n" + part("form-data; name=\"a;\\\"b\"; filename=\"C:\\dir\\ä.txt\"", "line\r\n--\r\n")
                        + "----b-- epilogue";
        List<Part> parts = Multipart.parse(body.getBytes(StandardCharsets.UTF_8), TYPE, 1, directory.toFile());
        Part part = parts.get(0);
        assertThat(part.getName()).isEqualTo("a;\"b");
        assertThat(part.getSubmittedFileName()).isEqualTo("C:\\dir\\ä.txt");
        assertThat(part.getHeaders("X-MANY")).containsExactly("1", "2");
        assertThat(part.getHeaderNames()).containsExactly("content-disposition", "x-many");
        assertThat(part.getContentType()).isNull();
        assertThat(part.getSize()).isEqualTo(10);
        assertThat(part.getInputStream()).hasContent("line\r\n--\r\n");
        part.write("written");
        assertThat(Files.readString(directory.resolve("written"))).isEqualTo("line\r\n--\r\n");
    }

    @Test
    void partsMayBeEmptyOrHaveNoHeaders() throws Exception {
        List<Part> parts = parse(part("form-data; name=a", "") + "----b  \r\n\r\nbare\r\n----b--");
        assertThat(parts).hasSize(2);
        assertThat(parts.get(0).getSize()).isZero();
        assertThat(parts.get(1).getName()).isEmpty();
        assertThat(parts.get(1).getInputStream()).hasContent("bare");
        assertThat(parse("----b--\r\n")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no delimiter",
                "----b",
                "----b\r\n",
                "----b\r\n----b--",
                "----b\r\nX: 1\r\n----b--",
                "----b\r\n\r\ncontent without an end",
                "----bx\r\n\r\ncontent\r\n----b--"
            })
    void aMalformedBodyIsRefused(String body) {
        assertThatThrownBy(() -> parse(body)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary"})
    void aBoundaryIsNeeded(String contentType) {
        byte[] body = "----b--".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Multipart.parse(body, contentType, 3, null)).isInstanceOf(IOException.class);
    }

    @Test
    void theNumberOfPartsIsBounded() {
        assertThatThrownBy(() -> parse(part("form-data; name=a", "1").repeat(4) + "----b--"))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theHeadersOfAPartAreBounded() {
        assertThatThrownBy(() -> parse("----b\r\nX: " + "x".repeat(9_000) + "\r\n\r\n1\r\n----b--"))
                .isInstanceOf(IOException.class);
    }
}
