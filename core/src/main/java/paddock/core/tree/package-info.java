/// The tree of znodes: what is stored, how it is found, and what each change does to it.
///
/// [DataTree] is the only door. A path is followed byte by byte from the root over each parent's
/// [ChildTable]; there is no map of full paths. Most znodes are leaves that were created and never
/// touched again, so they take the small shape [SmallZnode], and grow into a [FullZnode] with the
/// first change that needs more room. An [Ephemeral] of either shape knows where it is among the
/// [SessionEphemerals] of its session.
///
/// Changes here are facts of a transaction: nothing is validated and nothing can fail. What may
/// change is decided in `paddock.core.prepare`. The caller sees to it that nobody reads while
/// somebody writes.
///
/// A [TreeImage] shows the tree of one moment while changes go on: the first change of a znode
/// after that moment leaves a pre-image behind for it.
///
/// Source of the rules: data model reference, sections 2, 3, 6, 7 and 13.
package paddock.core.tree;
