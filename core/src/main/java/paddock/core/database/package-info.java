/// The replicated state as a whole: what transactions change, snapshots hold and recovery rebuilds.
///
/// [Database] applies transactions, one after the other, to the tree and the sessions. Applying
/// never asks whether something is allowed: that was settled when the transaction was prepared, and
/// every replica must come to the same state from the same log. It tells a [ChangeListener] what
/// happened, for watches, and returns an [Applied], for the answer to the client.
///
/// A snapshot is written from a [DatabaseImage] and read into a [DatabaseBuilder].
///
/// Source of the rules: ensemble protocol reference, section 11; disk format reference, section 4.
package paddock.core.database;
