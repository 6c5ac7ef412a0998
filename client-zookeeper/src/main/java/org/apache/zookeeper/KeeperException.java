package org.apache.zookeeper;

import paddock.wire.protocol.ErrorCode;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What a call failed with. Each [Code] has a class of its own.
public abstract class KeeperException extends Exception {
    private static final long serialVersionUID = 1;

    /// Null unless a multi failed.
    @SuppressWarnings("serial")
    private List<OpResult> results;

    private Code code;
    private String path;

    public KeeperException(Code code) {
        this.code = code;
    }

    KeeperException(Code code, String path) {
        this.code = code;
        this.path = path;
    }

    /// The exception of a code, for a znode.
    ///
    /// @throws IllegalArgumentException when nothing fails with that code
    public static KeeperException create(Code code, String path) {
        KeeperException exception = create(code);
        exception.path = path;
        return exception;
    }

    /// The exception of a code, for a znode.
    @Deprecated
    public static KeeperException create(int code, String path) {
        return create(Code.get(code), path);
    }

    /// The exception of a code.
    @Deprecated
    public static KeeperException create(int code) {
        return create(Code.get(code));
    }

    /// The exception of a code.
    ///
    /// @throws IllegalArgumentException when nothing fails with that code
    public static KeeperException create(Code code) {
        return switch (code) {
            case SYSTEMERROR -> new SystemErrorException();
            case RUNTIMEINCONSISTENCY -> new RuntimeInconsistencyException();
            case DATAINCONSISTENCY -> new DataInconsistencyException();
            case CONNECTIONLOSS -> new ConnectionLossException();
            case MARSHALLINGERROR -> new MarshallingErrorException();
            case UNIMPLEMENTED -> new UnimplementedException();
            case OPERATIONTIMEOUT -> new OperationTimeoutException();
            case BADARGUMENTS -> new BadArgumentsException();
            case NEWCONFIGNOQUORUM -> new NewConfigNoQuorum();
            case RECONFIGINPROGRESS -> new ReconfigInProgress();
            case APIERROR -> new APIErrorException();
            case NONODE -> new NoNodeException();
            case NOAUTH -> new NoAuthException();
            case BADVERSION -> new BadVersionException();
            case NOCHILDRENFOREPHEMERALS -> new NoChildrenForEphemeralsException();
            case NODEEXISTS -> new NodeExistsException();
            case NOTEMPTY -> new NotEmptyException();
            case SESSIONEXPIRED -> new SessionExpiredException();
            case INVALIDCALLBACK -> new InvalidCallbackException();
            case INVALIDACL -> new InvalidACLException();
            case AUTHFAILED -> new AuthFailedException();
            case SESSIONMOVED -> new SessionMovedException();
            case NOTREADONLY -> new NotReadOnlyException();
            case EPHEMERALONLOCALSESSION -> new EphemeralOnLocalSessionException();
            case NOWATCHER -> new NoWatcherException();
            case REQUESTTIMEOUT -> new RequestTimeoutException();
            case RECONFIGDISABLED -> new ReconfigDisabledException();
            case SESSIONCLOSEDREQUIRESASLAUTH -> new SessionClosedRequireAuthException();
            case QUOTAEXCEEDED -> new QuotaExceededException();
            case THROTTLEDOP -> new ThrottledOpException();
            case OK, UNKNOWNSESSION ->
                    throw new IllegalArgumentException("Invalid exception code:" + code.code);
        };
    }

    /// Makes it one of another code.
    @Deprecated
    public void setCode(int code) {
        this.code = Code.get(code);
    }

    /// The number of the code.
    @Deprecated
    public int getCode() {
        return code.code;
    }

    public Code code() {
        return code;
    }

    /// The znode it is about, or null.
    public String getPath() {
        return path;
    }

    @Override
    public String getMessage() {
        String message = "KeeperErrorCode = " + code.text;
        return path == null || path.isEmpty() ? message : message + " for " + path;
    }

    void setMultiResults(List<OpResult> results) {
        this.results = results;
    }

    /// Where a multi failed: what each of its operations came to. Else null.
    public List<OpResult> getResults() {
        return results;
    }

    /// The names that codes had before there were enums.
    @Deprecated
    public interface CodeDeprecated {
        @Deprecated int Ok = 0;

        @Deprecated int SystemError = -1;

        @Deprecated int RuntimeInconsistency = -2;

        @Deprecated int DataInconsistency = -3;

        @Deprecated int ConnectionLoss = -4;

        @Deprecated int MarshallingError = -5;

        @Deprecated int Unimplemented = -6;

        @Deprecated int OperationTimeout = -7;

        @Deprecated int BadArguments = -8;

        @Deprecated int UnknownSession = -12;

        @Deprecated int NewConfigNoQuorum = -13;

        @Deprecated int ReconfigInProgress = -14;

        @Deprecated int APIError = -100;

        @Deprecated int NoNode = -101;

        @Deprecated int NoAuth = -102;

        @Deprecated int BadVersion = -103;

        @Deprecated int NoChildrenForEphemerals = -108;

        @Deprecated int NodeExists = -110;

        @Deprecated int NotEmpty = -111;

        @Deprecated int SessionExpired = -112;

        @Deprecated int InvalidCallback = -113;

        @Deprecated int InvalidACL = -114;

        @Deprecated int AuthFailed = -115;

        @Deprecated int EphemeralOnLocalSession = -120;
    }

    /// Why something failed. From -1 to -99 the server is to blame, from -100 on the request.
    @SuppressWarnings("deprecation")
    public enum Code implements CodeDeprecated {
        /// No error.
        OK(ErrorCode.OK),

        /// Something went wrong in the server.
        SYSTEMERROR(ErrorCode.SYSTEM_ERROR),

        /// The server contradicts itself.
        RUNTIMEINCONSISTENCY(ErrorCode.RUNTIME_INCONSISTENCY),

        /// The data contradict themselves.
        DATAINCONSISTENCY(ErrorCode.DATA_INCONSISTENCY),

        /// The connection broke before the answer: an update may have happened or not.
        CONNECTIONLOSS(ErrorCode.CONNECTION_LOSS),

        /// Something could not be written or read.
        MARSHALLINGERROR(ErrorCode.MARSHALLING_ERROR),

        /// The server does not know the operation.
        UNIMPLEMENTED(ErrorCode.UNIMPLEMENTED),

        /// The server gave up.
        OPERATIONTIMEOUT(ErrorCode.OPERATION_TIMEOUT),

        /// The server cannot make sense of what was asked.
        BADARGUMENTS(ErrorCode.BAD_ARGUMENTS),

        /// No quorum of the members asked for is up to date.
        NEWCONFIGNOQUORUM(ErrorCode.NEW_CONFIG_NO_QUORUM),

        /// The members of the ensemble are being changed already.
        RECONFIGINPROGRESS(ErrorCode.RECONFIG_IN_PROGRESS),

        /// The server does not know the session.
        UNKNOWNSESSION(ErrorCode.UNKNOWN_SESSION),

        /// What was asked is not possible.
        APIERROR(ErrorCode.API_ERROR),

        /// There is no such znode.
        NONODE(ErrorCode.NO_NODE),

        /// The access list does not allow it.
        NOAUTH(ErrorCode.NO_AUTH),

        /// The znode has another version than was asked for.
        BADVERSION(ErrorCode.BAD_VERSION),

        /// Ephemeral znodes have no children.
        NOCHILDRENFOREPHEMERALS(ErrorCode.NO_CHILDREN_FOR_EPHEMERALS),

        /// There is such a znode already.
        NODEEXISTS(ErrorCode.NODE_EXISTS),

        /// The znode has children.
        NOTEMPTY(ErrorCode.NOT_EMPTY),

        /// The session is over; its ephemeral znodes are gone.
        SESSIONEXPIRED(ErrorCode.SESSION_EXPIRED),

        /// The callback is not one.
        INVALIDCALLBACK(ErrorCode.INVALID_CALLBACK),

        /// The access list cannot be had.
        INVALIDACL(ErrorCode.INVALID_ACL),

        /// The credentials were refused.
        AUTHFAILED(ErrorCode.AUTH_FAILED),

        /// The session is served by another server by now.
        SESSIONMOVED(ErrorCode.SESSION_MOVED),

        /// The server has no quorum at present and answers queries only.
        NOTREADONLY(ErrorCode.NOT_READ_ONLY),

        /// A local session cannot have ephemeral znodes.
        EPHEMERALONLOCALSESSION(ErrorCode.EPHEMERAL_ON_LOCAL_SESSION),

        /// Nothing is watched in that way.
        NOWATCHER(ErrorCode.NO_WATCHER),

        /// There was no answer in time, see `zookeeper.request.timeout`.
        REQUESTTIMEOUT(ErrorCode.REQUEST_TIMEOUT),

        /// The ensemble does not let its members be changed.
        RECONFIGDISABLED(ErrorCode.RECONFIG_DISABLED),

        /// The server only serves those who authenticate.
        SESSIONCLOSEDREQUIRESASLAUTH(ErrorCode.SESSION_CLOSED_REQUIRE_SASL_AUTH),

        /// The quota of the subtree is used up.
        QUOTAEXCEEDED(ErrorCode.QUOTA_EXCEEDED),

        /// The server has too much to do.
        THROTTLEDOP(ErrorCode.THROTTLED_OP);

        private static final Map<Integer, Code> BY_NUMBER = new HashMap<>();

        static {
            for (Code each : values()) {
                BY_NUMBER.put(each.code, each);
            }
        }

        private final int code;
        private final String text;

        Code(ErrorCode error) {
            code = error.code();
            text = error.label();
        }

        /// The number on the wire.
        public int intValue() {
            return code;
        }

        /// The code with a number.
        ///
        /// @throws IllegalArgumentException when there is none
        public static Code get(int code) {
            Code found = BY_NUMBER.get(code);
            if (found == null) {
                throw new IllegalArgumentException(
                        "The current client version cannot lookup this code:" + code);
            }
            return found;
        }
    }

    /// Something went wrong in the server.
    public static class SystemErrorException extends KeeperException {
        private static final long serialVersionUID = 1;

        public SystemErrorException() {
            super(Code.SYSTEMERROR);
        }
    }

    /// The server contradicts itself.
    public static class RuntimeInconsistencyException extends KeeperException {
        private static final long serialVersionUID = 1;

        public RuntimeInconsistencyException() {
            super(Code.RUNTIMEINCONSISTENCY);
        }
    }

    /// The data contradict themselves.
    public static class DataInconsistencyException extends KeeperException {
        private static final long serialVersionUID = 1;

        public DataInconsistencyException() {
            super(Code.DATAINCONSISTENCY);
        }
    }

    /// The connection broke before the answer: an update may have happened or not.
    public static class ConnectionLossException extends KeeperException {
        private static final long serialVersionUID = 1;

        public ConnectionLossException() {
            super(Code.CONNECTIONLOSS);
        }
    }

    /// Something could not be written or read.
    public static class MarshallingErrorException extends KeeperException {
        private static final long serialVersionUID = 1;

        public MarshallingErrorException() {
            super(Code.MARSHALLINGERROR);
        }
    }

    /// The server does not know the operation.
    public static class UnimplementedException extends KeeperException {
        private static final long serialVersionUID = 1;

        public UnimplementedException() {
            super(Code.UNIMPLEMENTED);
        }
    }

    /// The server gave up.
    public static class OperationTimeoutException extends KeeperException {
        private static final long serialVersionUID = 1;

        public OperationTimeoutException() {
            super(Code.OPERATIONTIMEOUT);
        }
    }

    /// The server cannot make sense of what was asked.
    public static class BadArgumentsException extends KeeperException {
        private static final long serialVersionUID = 1;

        public BadArgumentsException() {
            super(Code.BADARGUMENTS);
        }

        public BadArgumentsException(String path) {
            super(Code.BADARGUMENTS, path);
        }
    }

    /// No quorum of the members asked for is up to date.
    public static class NewConfigNoQuorum extends KeeperException {
        private static final long serialVersionUID = 1;

        public NewConfigNoQuorum() {
            super(Code.NEWCONFIGNOQUORUM);
        }
    }

    /// The members of the ensemble are being changed already.
    public static class ReconfigInProgress extends KeeperException {
        private static final long serialVersionUID = 1;

        public ReconfigInProgress() {
            super(Code.RECONFIGINPROGRESS);
        }
    }

    /// The server does not know the session.
    public static class UnknownSessionException extends KeeperException {
        private static final long serialVersionUID = 1;

        public UnknownSessionException() {
            super(Code.UNKNOWNSESSION);
        }
    }

    /// What was asked is not possible.
    public static class APIErrorException extends KeeperException {
        private static final long serialVersionUID = 1;

        public APIErrorException() {
            super(Code.APIERROR);
        }
    }

    /// There is no such znode.
    public static class NoNodeException extends KeeperException {
        private static final long serialVersionUID = 1;

        public NoNodeException() {
            super(Code.NONODE);
        }

        public NoNodeException(String path) {
            super(Code.NONODE, path);
        }
    }

    /// The access list does not allow it.
    public static class NoAuthException extends KeeperException {
        private static final long serialVersionUID = 1;

        public NoAuthException() {
            super(Code.NOAUTH);
        }
    }

    /// The znode has another version than was asked for.
    public static class BadVersionException extends KeeperException {
        private static final long serialVersionUID = 1;

        public BadVersionException() {
            super(Code.BADVERSION);
        }

        public BadVersionException(String path) {
            super(Code.BADVERSION, path);
        }
    }

    /// Ephemeral znodes have no children.
    public static class NoChildrenForEphemeralsException extends KeeperException {
        private static final long serialVersionUID = 1;

        public NoChildrenForEphemeralsException() {
            super(Code.NOCHILDRENFOREPHEMERALS);
        }

        public NoChildrenForEphemeralsException(String path) {
            super(Code.NOCHILDRENFOREPHEMERALS, path);
        }
    }

    /// There is such a znode already.
    public static class NodeExistsException extends KeeperException {
        private static final long serialVersionUID = 1;

        public NodeExistsException() {
            super(Code.NODEEXISTS);
        }

        public NodeExistsException(String path) {
            super(Code.NODEEXISTS, path);
        }
    }

    /// The znode has children.
    public static class NotEmptyException extends KeeperException {
        private static final long serialVersionUID = 1;

        public NotEmptyException() {
            super(Code.NOTEMPTY);
        }

        public NotEmptyException(String path) {
            super(Code.NOTEMPTY, path);
        }
    }

    /// The session is over; its ephemeral znodes are gone.
    public static class SessionExpiredException extends KeeperException {
        private static final long serialVersionUID = 1;

        public SessionExpiredException() {
            super(Code.SESSIONEXPIRED);
        }
    }

    /// The callback is not one.
    public static class InvalidCallbackException extends KeeperException {
        private static final long serialVersionUID = 1;

        public InvalidCallbackException() {
            super(Code.INVALIDCALLBACK);
        }
    }

    /// The access list cannot be had.
    public static class InvalidACLException extends KeeperException {
        private static final long serialVersionUID = 1;

        public InvalidACLException() {
            super(Code.INVALIDACL);
        }

        public InvalidACLException(String path) {
            super(Code.INVALIDACL, path);
        }
    }

    /// The credentials were refused.
    public static class AuthFailedException extends KeeperException {
        private static final long serialVersionUID = 1;

        public AuthFailedException() {
            super(Code.AUTHFAILED);
        }
    }

    /// The session is served by another server by now.
    public static class SessionMovedException extends KeeperException {
        private static final long serialVersionUID = 1;

        public SessionMovedException() {
            super(Code.SESSIONMOVED);
        }
    }

    /// The server has no quorum at present and answers queries only.
    public static class NotReadOnlyException extends KeeperException {
        private static final long serialVersionUID = 1;

        public NotReadOnlyException() {
            super(Code.NOTREADONLY);
        }
    }

    /// A local session cannot have ephemeral znodes.
    public static class EphemeralOnLocalSessionException extends KeeperException {
        private static final long serialVersionUID = 1;

        public EphemeralOnLocalSessionException() {
            super(Code.EPHEMERALONLOCALSESSION);
        }
    }

    /// Nothing is watched in that way.
    public static class NoWatcherException extends KeeperException {
        private static final long serialVersionUID = 1;

        public NoWatcherException() {
            super(Code.NOWATCHER);
        }

        public NoWatcherException(String path) {
            super(Code.NOWATCHER, path);
        }
    }

    /// There was no answer in time, see `zookeeper.request.timeout`.
    public static class RequestTimeoutException extends KeeperException {
        private static final long serialVersionUID = 1;

        public RequestTimeoutException() {
            super(Code.REQUESTTIMEOUT);
        }
    }

    /// The ensemble does not let its members be changed.
    public static class ReconfigDisabledException extends KeeperException {
        private static final long serialVersionUID = 1;

        public ReconfigDisabledException() {
            super(Code.RECONFIGDISABLED);
        }

        public ReconfigDisabledException(String path) {
            super(Code.RECONFIGDISABLED, path);
        }
    }

    /// The server only serves those who authenticate.
    public static class SessionClosedRequireAuthException extends KeeperException {
        private static final long serialVersionUID = 1;

        public SessionClosedRequireAuthException() {
            super(Code.SESSIONCLOSEDREQUIRESASLAUTH);
        }

        public SessionClosedRequireAuthException(String path) {
            super(Code.SESSIONCLOSEDREQUIRESASLAUTH, path);
        }
    }

    /// The quota of the subtree is used up.
    public static class QuotaExceededException extends KeeperException {
        private static final long serialVersionUID = 1;

        public QuotaExceededException() {
            super(Code.QUOTAEXCEEDED);
        }

        public QuotaExceededException(String path) {
            super(Code.QUOTAEXCEEDED, path);
        }
    }

    /// The server has too much to do.
    public static class ThrottledOpException extends KeeperException {
        private static final long serialVersionUID = 1;

        public ThrottledOpException() {
            super(Code.THROTTLEDOP);
        }
    }
}
