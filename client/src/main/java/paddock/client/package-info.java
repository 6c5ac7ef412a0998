/// A client to start afresh with.
///
/// [Client] waits for each answer, and is as much at home on virtual threads as on others;
/// [AsyncClient] gives a future for each. Both are faces of the same session. Outcomes have types:
/// what an operation yields is a record, what goes wrong is a [ClientException] of a class of its
/// own, whose message names the operation and the path.
///
/// A [Watch] tells of changes until it is closed. A [RetryPolicy] says what is tried again; by
/// default nothing is that could happen twice. [Transaction] makes several updates one.
///
/// What sessions do about servers that come and go is in `paddock.client.session`.
package paddock.client;
