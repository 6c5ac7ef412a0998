/// Numbers that programs count together: [SharedCounter].
package paddock.client.recipe.counter;
