/// Who is up: members join a [Group] by an ephemeral znode of their name, and others look or
/// follow.
package paddock.client.recipe.group;
