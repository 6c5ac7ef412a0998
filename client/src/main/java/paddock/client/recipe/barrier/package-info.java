/// Meeting points: [Barrier] holds everybody back until somebody lifts it, [DoubleBarrier] until so
/// many have come, and again until all have left.
package paddock.client.recipe.barrier;
