package paddock.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import paddock.core.acl.AclRules;
import paddock.core.acl.Identities;
import paddock.core.database.Applied;
import paddock.core.database.ChangeListener;
import paddock.core.database.Database;
import paddock.core.query.UpdateAnswers;
import paddock.core.tree.ZnodeKinds;
import paddock.wire.jute.JuteReader;
import paddock.wire.jute.JuteWriter;
import paddock.wire.protocol.ErrorCode;
import paddock.wire.protocol.Request;
import paddock.wire.protocol.Response;
import paddock.wire.txn.LoggedTxn;
import paddock.wire.txn.Txn;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Requests for another membership, in the order of checks of the client protocol reference,
/// section 6.
final class ReconfigTest {
    private static final long SESSION = 1;
    private static final Identities SUPER = Identities.of(Identities.SUPER);
    private static final Request REQUEST = new Request.Reconfig(null, "3", null, -1);
    private static final MembershipRules ACCEPTING =
            (request, zxid) -> new MembershipRules.Accepted("version=" + Long.toHexString(zxid));

    private final Database database = new Database(new ZnodeKinds(false, false), true);

    private Preparer preparer(boolean enabled, boolean skipAcl) {
        Preparer preparer =
                new Preparer(
                        database,
                        new AclRules(List.of(), skipAcl),
                        new PrepareRules(true, false, true, enabled),
                        (path, root, hard) -> {});
        applied(preparer, preparer.prepareOpenSession(SESSION, 1_000, 1));
        return preparer;
    }

    private Applied applied(Preparer preparer, Prepared prepared) {
        LoggedTxn txn = ((Prepared.Proposed) prepared).txn();
        Applied outcome = database.apply(txn, ChangeListener.NONE);
        preparer.applied(txn.header().zxid());
        return outcome;
    }

    private static int refusal(Prepared prepared) {
        Txn txn = ((Prepared.Proposed) prepared).txn().txn();
        return ((Txn.Error) txn).err();
    }

    @Test
    void nobodyMayWhereItIsSwitchedOff() {
        Preparer preparer = preparer(false, true);
        preparer.memberships(ACCEPTING);

        assertThat(refusal(preparer.prepare(SESSION, 1, REQUEST, SUPER, 2)))
                .isEqualTo(ErrorCode.RECONFIG_DISABLED.code());
        assertThat(refusal(preparer.prepare(9, 1, REQUEST, SUPER, 2)))
                .as("before the session is looked at")
                .isEqualTo(ErrorCode.RECONFIG_DISABLED.code());
    }

    @Test
    void serverThatStandsAloneHasNoMembership() {
        Preparer preparer = preparer(true, true);

        assertThat(refusal(preparer.prepare(9, 1, REQUEST, SUPER, 2)))
                .isEqualTo(ErrorCode.SESSION_EXPIRED.code());
        assertThat(refusal(preparer.prepare(SESSION, 1, REQUEST, SUPER, 2)))
                .isEqualTo(ErrorCode.UNIMPLEMENTED.code());
    }

    @Test
    void permissionIsAskedForLast() {
        Preparer preparer = preparer(true, false);
        preparer.memberships(ACCEPTING);
        assertThat(refusal(preparer.prepare(SESSION, 1, REQUEST, Identities.NONE, 2)))
                .isEqualTo(ErrorCode.NO_AUTH.code());

        preparer.memberships((request, zxid) -> new MembershipRules.Refused(ErrorCode.BAD_VERSION));
        assertThat(refusal(preparer.prepare(SESSION, 2, REQUEST, Identities.NONE, 2)))
                .isEqualTo(ErrorCode.BAD_VERSION.code());
    }

    @Test
    void answerIsTheNewMembershipWhoseVersionIsTheZxid() {
        Preparer preparer = preparer(true, false);
        preparer.memberships(ACCEPTING);

        Prepared prepared = preparer.prepare(SESSION, 1, REQUEST, SUPER, 7);
        Applied outcome = applied(preparer, prepared);
        JuteWriter out = new JuteWriter(64);
        UpdateAnswers.write(out, ((Prepared.Proposed) prepared).txn().txn(), outcome);

        Response.Data answer = Response.Data.read(JuteReader.over(out.toByteArray()));
        assertThat(answer.data()).asString(StandardCharsets.UTF_8).isEqualTo("version=2");
        assertThat(answer.stat().version()).isEqualTo(-1);
        assertThat(answer.stat().mzxid()).isEqualTo(2);
        assertThat(answer.stat().mtime()).isEqualTo(7);
    }

    @Test
    void skippedAclsLetEverybody() {
        Preparer preparer = preparer(true, true);
        preparer.memberships(ACCEPTING);

        Prepared prepared = preparer.prepare(SESSION, 1, REQUEST, Identities.NONE, 7);

        assertThat(((Prepared.Proposed) prepared).txn().txn()).isInstanceOf(Txn.SetData.class);
    }
}
