/// What programs build on znodes, ready to use.
///
/// Each recipe works in one folder of the tree, through the session of one [paddock.client.Client],
/// and any number of programs that name the same folder take part. What they share:
///
/// - **A lost connection is sat out.** An update whose answer was lost is looked for: recipes give
///   znodes names that nobody else gives, so they find their own again instead of making a second.
///   Only the end of the session, an interrupt or a time limit of the caller ends a wait.
/// - **A lost session ends what was held by it.** Ephemeral znodes go, the next in line comes. Who
///   held something learns it from [Grant#standing] or [Grant#onLost], when it is connected again;
///   whoever may not act in the meantime passes its [Grant#fencingToken] to what it acts on. A
///   recipe is bound to its session: with a new client, make a new one.
/// - **No herd.** Where one of many is next, only that one is woken.
/// - **Waiting costs no thread.** Methods that wait can be interrupted, hold no monitor and may be
///   called on virtual threads. They must not be called by listeners of the same client, which is
///   told nothing while one of its listeners waits.
///
/// The folders are containers, which servers remove once they are empty, unless a program creates
/// them itself before. Access control: what recipes create is open to everybody; put them below a
/// chroot whose parent is not.
package paddock.client.recipe;
