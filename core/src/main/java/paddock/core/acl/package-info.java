/// Who may do what: identities of connections, access control lists, and the schemes that relate
/// the two.
///
/// A connection holds [Identities]; a znode holds a list of entries, each granting permissions to
/// an id of some scheme. [AclRules] decides whether the one opens the other, which lists a client
/// may store, and what a client gets to see of a list. What an id of a scheme looks like, how a
/// client proves it and when it matches an entry is the business of that scheme's [AuthScheme].
///
/// Permissions do not inherit and nothing here looks at the tree: which permission an operation
/// needs on which znode is decided where requests are prepared and queries answered. SASL exchanges
/// happen on the connection; only their outcome, an identity, arrives here.
///
/// Start with [AclRules].
package paddock.core.acl;
