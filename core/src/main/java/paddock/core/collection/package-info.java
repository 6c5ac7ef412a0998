/// Containers that Java lacks, for state of which there is much: [LongMap].
///
/// Everything here iterates in an order that depends on its content alone, or not at all.
package paddock.core.collection;
