package paddock.storage.tool;

import org.jspecify.annotations.Nullable;

import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.OpCode;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;
import paddock.wire.txn.TxnHeader;

import java.nio.charset.StandardCharsets;
import java.text.DateFormat;
import java.util.List;
import java.util.stream.Collectors;

/// A transaction as a line of text, the way people's scripts know it.
final class TxnPrinter {
    private final DateFormat dateFormat =
            DateFormat.getDateTimeInstance(DateFormat.SHORT, DateFormat.LONG);

    String print(LoggedTxn logged) {
        TxnHeader header = logged.header();
        // Newer JDKs put a narrow no-break space before AM and PM, which no script expects.
        String date = dateFormat.format(header.timeMillis()).replace('\u202f', ' ');
        return "%s session 0x%x cxid 0x%x zxid 0x%x %s %s"
                .formatted(
                        date,
                        header.sessionId(),
                        header.cxid(),
                        header.zxid(),
                        name(header.type()),
                        body(logged.txn()));
    }

    private static String name(int type) {
        return switch (type) {
            case OpCode.CREATE -> "create";
            case OpCode.CREATE2 -> "create2";
            case OpCode.CREATE_TTL -> "createTTL";
            case OpCode.CREATE_CONTAINER -> "createContainer";
            case OpCode.DELETE -> "delete";
            case OpCode.DELETE_CONTAINER -> "deleteContainer";
            case OpCode.SET_DATA -> "setData";
            case OpCode.RECONFIG -> "reconfig";
            case OpCode.SET_ACL -> "setACL";
            case OpCode.CHECK -> "check";
            case OpCode.CREATE_SESSION -> "createSession";
            case OpCode.CLOSE_SESSION -> "closeSession";
            case OpCode.ERROR -> "error";
            case OpCode.MULTI -> "multi";
            default -> "unknown " + type;
        };
    }

    private static String body(Txn txn) {
        return switch (txn) {
            case Txn.Create create ->
                    "%s,%s,%s,%s,%d"
                            .formatted(
                                    create.path(),
                                    text(create.data()),
                                    lines(create.acl()),
                                    create.ephemeral(),
                                    create.parentCversion());
            case Txn.CreateTtl create ->
                    "%s,%s,%s,%d,%d"
                            .formatted(
                                    create.path(),
                                    text(create.data()),
                                    lines(create.acl()),
                                    create.parentCversion(),
                                    create.ttlMillis());
            case Txn.CreateContainer create ->
                    "%s,%s,%s,%d"
                            .formatted(
                                    create.path(),
                                    text(create.data()),
                                    lines(create.acl()),
                                    create.parentCversion());
            case Txn.SetData set ->
                    "%s,%s,%d".formatted(set.path(), text(set.data()), set.version());
            case Txn.SetAcl set ->
                    "'%s,v{%s},%d".formatted(set.path(), records(set.acl()), set.version());
            case Txn.Delete delete -> "'" + delete.path();
            case Txn.Check check -> "'" + check.path() + "," + check.version();
            case Txn.CreateSession create -> Integer.toString(create.timeoutMillis());
            case Txn.CloseSession close -> paths(close.paths());
            case Txn.Error error -> Integer.toString(error.err());
            case Txn.Multi multi ->
                    multi.parts().stream()
                            .map(part -> name(part.type()) + ":" + raw(part))
                            .collect(Collectors.joining(";"));
        };
    }

    private static String text(byte @Nullable [] data) {
        return data == null ? "" : new String(data, StandardCharsets.UTF_8);
    }

    // As a list of records prints itself: every entry ends its line.
    private static String lines(List<Acl> acl) {
        return acl.stream()
                .map(
                        entry ->
                                "%d,s{'%s,'%s}\n"
                                        .formatted(
                                                entry.perms(),
                                                entry.id().scheme(),
                                                entry.id().id()))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String records(List<Acl> acl) {
        return acl.stream()
                .map(
                        entry ->
                                "s{%d,s{'%s,'%s}}"
                                        .formatted(
                                                entry.perms(),
                                                entry.id().scheme(),
                                                entry.id().id()))
                .collect(Collectors.joining(","));
    }

    private static String paths(@Nullable List<String> paths) {
        return paths == null
                ? ""
                : paths.stream()
                        .map(path -> "'" + path)
                        .collect(Collectors.joining(",", "v{", "}"));
    }

    private static String raw(Txn part) {
        JuteWriter out = new JuteWriter();
        part.write(out);
        return new String(out.array(), 0, out.size(), StandardCharsets.UTF_8);
    }
}
