/// Names that are unique: [Names] are chosen by programs and theirs as long as they live, [Ids] are
/// numbers that nobody ever gets twice.
package paddock.client.recipe.naming;
