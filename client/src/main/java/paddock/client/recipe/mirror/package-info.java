/// A copy of a subtree in memory that follows it: [TreeMirror].
package paddock.client.recipe.mirror;
