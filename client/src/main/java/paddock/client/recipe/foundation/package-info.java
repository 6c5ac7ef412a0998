/// What recipes stand on.
///
/// [Steadfast] repeats what a lost connection leaves open. [Line] is a folder of sequential znodes,
/// and [Place] one of them that is one's own: found again after a lost answer, told of its turn by
/// a [Rule], watching only the one znode it waits for. [Holding] is a place that has had its turn.
/// [Receipts] make transactions happen exactly once, [Refresher] turns many hints that something
/// changed into few looks.
///
/// Nothing here waits: everything is futures, completed where a client tells events. [Waiting] is
/// what turns them into methods that wait.
package paddock.client.recipe.foundation;
