/// The grammar of znode paths: which ones may exist, and how one splits into parent and name.
///
/// Two checks exist because requests are checked twice: a short look before the parent is searched
/// ([PathRules#hasParent], [PathRules#isDeletable]), and the full grammar ([PathRules#isValid])
/// once the final path is known. Which operation uses which is decided where requests are prepared.
/// Queries check nothing: a malformed path simply leads to no znode.
///
/// Start with [PathRules].
package paddock.core.path;
