/// Transactions: what is logged, replicated and applied.
///
/// A [LoggedTxn] is a [TxnHeader], a [Txn] and, from servers that compute one, a [TxnDigest]. The
/// same bytes stand in the log and in the proposals between servers. A transaction holds the
/// outcome of a request, never a condition: applying it asks nothing and cannot fail.
///
/// Source of the rules: ensemble protocol reference, section 11.
package paddock.wire.txn;
