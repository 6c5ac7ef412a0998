/// Preparation: what an update comes to, decided against the state it will meet.
///
/// A [Preparer] takes the updates in their order and turns each into a transaction: the change
/// itself, or the refusal, which takes its place in the order too. It judges by the tree as it will
/// be when everything prepared before has been applied, which it knows from [PendingChanges].
///
/// Only the server that orders updates prepares them: a leader, or a server that stands alone.
/// Whoever applies the transaction later asks nothing.
///
/// Start with [Preparer#prepare]. The order of checks is the client protocol reference's, section
/// 6.
package paddock.core.prepare;
