package paddock.shell.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

import paddock.shell.line.Arguments;
import paddock.shell.line.Options;
import paddock.shell.print.AclText;
import paddock.shell.session.ZnodeException;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.CreateMode;
import paddock.wire.protocol.ErrorCode;

/// `create`: makes a znode.
final class CreateCommand extends Command {
    private static final long LONGEST_TTL_MILLIS = 0xff_ffff_ffffL;

    CreateCommand() {
        super(
                "create",
                "[-s] [-e] [-c] [-t ttl] path [data] [acl]",
                Options.none()
                        .flag("e", "ephemeral: it ends with this session")
                        .flag("s", "sequential: the server appends a number")
                        .flag("c", "container: it is removed once its last child is")
                        .value("t", "time to live in ms, without changes and children"),
                "Makes a znode, without data unless there is some, and open to all unless there is"
                        + " an ACL.",
                "create /app \"\"",
                "create -e -s /app/member- host1",
                "create /app/secret x digest:ann:hash=:cdrwa");
    }

    @Override
    void run(Arguments arguments, Shell shell) {
        requireOperands(arguments, 1);
        boolean ephemeral = arguments.has("e");
        boolean sequential = arguments.has("s");
        boolean container = arguments.has("c");
        if (container && (ephemeral || sequential)) {
            throw new CommandException(
                    "-c cannot be combined with -s or -e. Containers cannot be ephemeral or"
                            + " sequential.");
        }
        long ttlMillis = ttlMillis(arguments.value("t"), ephemeral, container);
        String data = arguments.operandOrNull(1);
        String acl = arguments.operandOrNull(2);
        String path = arguments.operand(0);
        try {
            String created =
                    shell.connection()
                            .create(
                                    path,
                                    data == null ? null : data.getBytes(UTF_8),
                                    acl == null
                                            ? Acl.OPEN
                                            : AclText.parse(acl, shell.err()::println),
                                    mode(ephemeral, sequential, container, ttlMillis > 0),
                                    ttlMillis);
            shell.err().println("Created " + created);
        } catch (ZnodeException e) {
            throw explained(e, shell);
        }
    }

    /// Reads the option; 0 where it was not given.
    private static long ttlMillis(@Nullable String text, boolean ephemeral, boolean container) {
        if (text == null) {
            return 0;
        }
        long millis;
        try {
            millis = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new CommandException("-t argument must be a long value");
        }
        if (ephemeral) {
            throw new CommandException("TTLs cannot be used with Ephemeral znodes");
        }
        if (container) {
            throw new CommandException("TTLs cannot be used with Container znodes");
        }
        if (millis <= 0 || millis > LONGEST_TTL_MILLIS) {
            throw new CommandException(
                    "ttl must be positive and cannot be larger than: " + LONGEST_TTL_MILLIS);
        }
        return millis;
    }

    private static CreateMode mode(
            boolean ephemeral, boolean sequential, boolean container, boolean ttl) {
        if (container) {
            return CreateMode.CONTAINER;
        } else if (ttl) {
            return sequential
                    ? CreateMode.PERSISTENT_SEQUENTIAL_WITH_TTL
                    : CreateMode.PERSISTENT_WITH_TTL;
        } else if (ephemeral) {
            return sequential ? CreateMode.EPHEMERAL_SEQUENTIAL : CreateMode.EPHEMERAL;
        }
        return sequential ? CreateMode.PERSISTENT_SEQUENTIAL : CreateMode.PERSISTENT;
    }

    private static RuntimeException explained(ZnodeException refusal, Shell shell) {
        if (refusal.is(ErrorCode.EPHEMERAL_ON_LOCAL_SESSION)) {
            return new CommandException("Unable to create ephemeral node on a local session");
        }
        if (refusal.is(ErrorCode.INVALID_ACL)) {
            shell.err().println(ZnodeException.plainMessage(refusal.code(), refusal.path()));
        }
        return refusal;
    }
}
