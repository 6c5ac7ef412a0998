package paddock.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import paddock.core.acl.AclRules;
import paddock.core.acl.Identities;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.protocol.Acl;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Id;
import paddock.wire.protocol.OpCode;
import paddock.wire.protocol.Perms;
import paddock.wire.protocol.Request;
import paddock.wire.txn.Txn;

import java.util.List;

/// What the reference answered to creates that no client of good manners sends.
final class OddCreateTest {
    private static final long SESSION = 1;
    private static final int MALFORMED = ErrorCode.MARSHALLING_ERROR.code();
    private static final int INVALID = ErrorCode.INVALID_ACL.code();
    private static final int ROLLED_BACK = 0;
    private static final int NOT_TRIED = ErrorCode.RUNTIME_INCONSISTENCY.code();

    private final Database database = new Database(new ZnodeKinds(false, false), true);
    private final Preparer preparer =
            new Preparer(
                    database,
                    new AclRules(List.of(), false),
                    PrepareRules.DEFAULTS,
                    (path, root, hard) -> {});

    @BeforeEach
    void open() {
        ordered(preparer.prepareOpenSession(SESSION, 1_000, 1));
    }

    @Test
    void aNullPathIsLookedAtAfterTheFlagAndTakesAZxid() {
        assertThat(error(create(OpCode.CREATE, null, 0))).isEqualTo(MALFORMED);
        assertThat(error(create(OpCode.CREATE_CONTAINER, null, 4))).isEqualTo(MALFORMED);
        assertThat(error(create(OpCode.CREATE2, null, 7)))
                .isEqualTo(ErrorCode.BAD_ARGUMENTS.code());
        assertThat(error(create(OpCode.CREATE_TTL, null, 5)))
                .isEqualTo(ErrorCode.UNIMPLEMENTED.code());
        assertThat(preparer.lastPreparedZxid()).isEqualTo(5);
    }

    @Test
    void anAclEntryWithoutIdIsLookedAtInTheOrderOfTheReference() {
        assertThat(aclError(acl("digest", null))).as("of no scheme in use").isEqualTo(INVALID);
        assertThat(aclError(acl("world", null))).as("of one in use").isEqualTo(MALFORMED);
        assertThat(aclError(acl("auth", ""), acl("auth", null)))
                .as("compared with one of its scheme")
                .isEqualTo(MALFORMED);
        assertThat(aclError(acl("auth", ""), acl("world", null)))
                .as("behind an invalid one")
                .isEqualTo(INVALID);
        assertThat(aclError(acl("nope", "x"), acl(null, "x"))).isEqualTo(MALFORMED);
    }

    private int aclError(Acl... acl) {
        return error(create(OpCode.CREATE, "/acl", List.of(acl), 0));
    }

    private static Acl acl(@Nullable String scheme, @Nullable String id) {
        return new Acl(Perms.ALL, new Id(scheme, id));
    }

    @Test
    void aNullListInAMultiTakesNoZxid() {
        assertThat(multi(create(OpCode.CREATE, "/a", null, 0)))
                .isEqualTo(new Prepared.Refused(MALFORMED));
        assertThat(preparer.lastPreparedZxid()).isEqualTo(1);
    }

    @Test
    void ofACreateWithTtlANullListIsAnInvalidOne() {
        assertThat(errors(multi(create(OpCode.CREATE_TTL, "/a", null, 0))))
                .containsExactly(ErrorCode.INVALID_ACL.code());
    }

    @Test
    void anEphemeralContainerTakesChildrenOnceItsMultiIsOver() {
        Request container = create(OpCode.CREATE_CONTAINER, "/c", 1);
        Request child = create(OpCode.CREATE, "/c/a", 0);

        assertThat(errors(multi(container, child)))
                .containsExactly(ROLLED_BACK, ErrorCode.NO_CHILDREN_FOR_EPHEMERALS.code());
        assertThat(errors(multi(container, create(OpCode.CREATE, "/gone/a", 0), child)))
                .containsExactly(ROLLED_BACK, ErrorCode.NO_NODE.code(), NOT_TRIED);
        assertThat(ordered(prepare(container))).isInstanceOf(Txn.CreateContainer.class);
        assertThat(ordered(prepare(child))).isInstanceOf(Txn.Create.class);
    }

    private static Request create(int opCode, @Nullable String path, int flags) {
        return create(opCode, path, Acl.OPEN, flags);
    }

    private static Request create(
            int opCode, @Nullable String path, @Nullable List<Acl> acl, int flags) {
        return new Request.Create(opCode, path, new byte[0], acl, flags, 1_000);
    }

    private Prepared multi(Request... ops) {
        return prepare(new Request.Multi(false, List.of(ops)));
    }

    private Prepared prepare(Request request) {
        return preparer.prepare(SESSION, 1, request, Identities.NONE, 1);
    }

    private int error(Request request) {
        return ordered(prepare(request)) instanceof Txn.Error(int code) ? code : 0;
    }

    private List<Integer> errors(Prepared prepared) {
        return ordered(prepared) instanceof Txn.Multi(List<Txn> parts)
                ? parts.stream()
                        .map(part -> part instanceof Txn.Error(int code) ? code : 0)
                        .toList()
                : List.of();
    }

    private Txn ordered(Prepared prepared) {
        if (!(prepared instanceof Prepared.Proposed(var txn))) {
            throw new AssertionError(prepared + " is no transaction");
        }
        database.applyOwn(txn, ChangeListener.NONE);
        preparer.applied(database.lastZxid());
        return txn.txn();
    }
}
