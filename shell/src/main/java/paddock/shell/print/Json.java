package paddock.shell.print;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import org.jspecify.annotations.Nullable;

import paddock.wire.protocol.Acl;
import paddock.wire.protocol.Stat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What `--json` prints: one JSON value on one line for each answer.
///
/// Zxids and session ids are strings like `0x1f`, since they do not fit into the numbers of many
/// programs. Data is a string under `data` where it is valid UTF-8, else base64 under `dataBase64`.
public final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /// Writes a part of a value.
    @FunctionalInterface
    public interface Part {
        void write(JsonGenerator json) throws IOException;
    }

    /// The text of an object with some fields.
    public static String object(Part fields) {
        return text(
                json -> {
                    json.writeStartObject();
                    fields.write(json);
                    json.writeEndObject();
                });
    }

    /// The text of an array of strings.
    public static String strings(List<String> values) {
        return text(json -> writeStrings(json, values));
    }

    private static String text(Part value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            value.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /// Writes an array of strings.
    public static void writeStrings(JsonGenerator json, List<String> values) throws IOException {
        json.writeStartArray();
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    /// Writes the field or fields that data is.
    public static void writeData(JsonGenerator json, byte @Nullable [] data) throws IOException {
        if (data == null) {
            json.writeNullField("data");
            return;
        }
        try {
            json.writeStringField(
                    "data",
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString());
        } catch (CharacterCodingException e) {
            json.writeBinaryField("dataBase64", data);
        }
    }

    /// Writes what is known of a znode as a field `stat`.
    public static void writeStat(JsonGenerator json, Stat stat) throws IOException {
        json.writeObjectFieldStart("stat");
        json.writeStringField("cZxid", hex(stat.czxid()));
        json.writeNumberField("ctime", stat.ctime());
        json.writeStringField("mZxid", hex(stat.mzxid()));
        json.writeNumberField("mtime", stat.mtime());
        json.writeStringField("pZxid", hex(stat.pzxid()));
        json.writeNumberField("cversion", stat.cversion());
        json.writeNumberField("dataVersion", stat.version());
        json.writeNumberField("aclVersion", stat.aversion());
        json.writeStringField("ephemeralOwner", hex(stat.ephemeralOwner()));
        json.writeNumberField("dataLength", stat.dataLength());
        json.writeNumberField("numChildren", stat.numChildren());
        json.writeEndObject();
    }

    /// Writes an ACL as a field `acl`, with entries as they are typed.
    public static void writeAcl(JsonGenerator json, List<Acl> acl) throws IOException {
        json.writeFieldName("acl");
        writeStrings(json, acl.stream().map(AclText::text).toList());
    }

    /// A zxid or a session id.
    public static String hex(long number) {
        return "0x" + Long.toHexString(number);
    }
}
