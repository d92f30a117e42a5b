package dev.flyball.rules;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A list that the host keeps in a text of its own: one member a line, without white space around it; empty lines, and those
 * that begin with {@code #}, are none. If all members are decimal integers it is a list of integers, if all are addresses,
 * networks or ranges one of addresses, otherwise one of texts. What is wrong with a member is told with its place in this
 * text. Immutable.
 */
public final class ListFile {
    private final String file;
    private final String text;
    private final List<String> members;
    private final int[] offsets;

    private ListFile(String file, String text) {
        this.file = Objects.requireNonNull(file, "file");
        this.text = Objects.requireNonNull(text, "text");
        List<String> found = new ArrayList<>();
        int[] places = new int[16];
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String member = text.substring(start, end).strip();
            if (!member.isEmpty() && member.charAt(0) != '#') {
                if (found.size() == places.length) {
                    places = Arrays.copyOf(places, places.length * 2);
                }
                places[found.size()] = text.indexOf(member, start);
                found.add(member);
            }
            start = end + 1;
        }
        this.members = List.copyOf(found);
        this.offsets = Arrays.copyOf(places, found.size());
    }

    /**
     * A list in a text, which is kept.
     *
     * @param file its name, for messages
     */
    public static ListFile of(String file, String text) {
        return new ListFile(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
    }

    /** The name that the text was given. */
    public String file() {
        return file;
    }

    /** The text, without a byte order mark. */
    public String text() {
        return text;
    }

    /** The members in the order of the text. */
    public List<String> members() {
        return members;
    }

    /**
     * Where a member begins, in chars of the text.
     *
     * @param member its index
     */
    public int offset(int member) {
        return offsets[member];
    }

    /** The file's name and the number of members. */
    @Override
    public String toString() {
        return file + " (" + members.size() + " members)";
    }
}
