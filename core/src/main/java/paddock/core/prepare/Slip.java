package paddock.core.prepare;

/// Mistakes that a [Preparer] could make. Each is made on purpose by the simulator, which has to
/// find it; a server makes none.
public enum Slip {
    /// The number of a sequential znode is taken from the tree as it is, not as it will be.
    DOUBLE_SEQUENCE,
    /// The ephemerals of a session that expires stay.
    EPHEMERAL_KEPT,
    /// Of a multi that is refused, what came before the refusal happens.
    HALF_MULTI_APPLIED
}
