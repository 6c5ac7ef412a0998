package paddock.shell.print;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A line that `export` wrote.
///
/// @param path below the subtree, beginning with a slash; empty for its root
/// @param data null for none
public record ExportedZnode(String path, byte @Nullable [] data, List<Acl> acl, boolean ephemeral) {
    private static final JsonFactory FACTORY = new JsonFactory();

    public ExportedZnode {
        acl = List.copyOf(acl);
    }

    /// Reads a line.
    ///
    /// @throws IOException when it is none, or lacks a path
    public static ExportedZnode parse(String line) throws IOException {
        String path = null;
        byte[] data = null;
        List<Acl> acl = new ArrayList<>();
        boolean ephemeral = false;
        try (JsonParser json = FACTORY.createParser(line)) {
            expect(json.nextToken(), JsonToken.START_OBJECT);
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "path" -> path = json.getText();
                    case "data" ->
                            data =
                                    value == JsonToken.VALUE_NULL
                                            ? null
                                            : json.getText().getBytes(StandardCharsets.UTF_8);
                    case "dataBase64" -> data = json.getBinaryValue();
                    case "ephemeral" -> ephemeral = json.getBooleanValue();
                    case "acl" -> {
                        expect(value, JsonToken.START_ARRAY);
                        while (json.nextToken() != JsonToken.END_ARRAY) {
                            acl.addAll(entry(json.getText()));
                        }
                    }
                    default -> json.skipChildren();
                }
            }
        }
        if (path == null) {
            throw new IOException("it has no path");
        }
        return new ExportedZnode(path, data, acl.isEmpty() ? Acl.OPEN : acl, ephemeral);
    }

    private static List<Acl> entry(String text) throws IOException {
        List<String> complaints = new ArrayList<>();
        // A comma can be part of an id, as in the name of a certificate.
        List<Acl> entry = AclText.parseEntry(text, complaints::add);
        if (!complaints.isEmpty()) {
            throw new IOException(String.join(", ", complaints));
        }
        return entry;
    }

    private static void expect(@Nullable JsonToken token, JsonToken wanted) throws IOException {
        if (token != wanted) {
            throw new IOException("there is " + token + " where " + wanted + " was expected");
        }
    }
}
