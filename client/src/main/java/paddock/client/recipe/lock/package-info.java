/// Locks that sessions hold: one at a time ([Mutex]), readers or one writer ([SharedLock]), so many
/// at a time ([Semaphore]).
///
/// All are fair: who came first is served first, and a release wakes only whoever it concerns.
///
/// A holder that loses its session loses the lock, and may not know it for as long as it has no
/// connection. Locks alone can therefore not keep a stray write out; a
/// [paddock.client.recipe.Grant] has a number that can.
package paddock.client.recipe.lock;
