/// Queues between programs: what one puts another takes, in the order of arrival ([FifoQueue]) or
/// of importance ([PriorityQueue]).
///
/// What is put stays until somebody acknowledges it, an [Element], once the work is done. Who takes
/// it holds it meanwhile, and nobody else gets it; if its session ends before it acknowledges, the
/// next gets it. So nothing is lost, and work may be done twice only where its first worker died or
/// gave it back.
///
/// Made for tasks, not for floods: whoever takes lists all that is in the queue when it has handed
/// out what it knew, so some ten thousand elements at a time are a good measure. A [PriorityQueue]
/// is listed, besides, whenever something was put since.
package paddock.client.recipe.queue;
