/// Quotas: how many znodes and bytes a subtree may hold, and how many it does hold.
///
/// [Quota] reads and writes the strings of the two znodes that stand for a quota, and decides
/// whether a change would go beyond its limits. Which quota applies to a path, and keeping the
/// statistics up to date, is the business of the tree.
package paddock.core.quota;
