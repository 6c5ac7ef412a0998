/// Data folders travel: what one server wrote, the other opens, changes and gives back.
///
/// [DataTravelIT] lets a folder pass through several servers in turn and compares the whole tree,
/// data, ACLs and stats, before and after each change of hands. [Household] is what it writes.
package paddock.conformance.travel;
