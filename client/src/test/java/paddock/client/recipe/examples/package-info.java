/// A small program for each recipe. Each takes a connect string, and can be started several times
/// side by side; `ExamplesIT` runs them all.
package paddock.client.recipe.examples;
