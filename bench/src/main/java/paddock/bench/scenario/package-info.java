/// What is measured: each [Scenario] is a name, the scene it sets, and the figures it takes.
///
/// [Scenarios] is the catalogue. A scenario starts its own server through the [Lab], since some
/// measure the start itself, on fresh data, and hands back one round's sample. Scenarios know
/// nothing of which home they run, and homes nothing of scenarios.
package paddock.bench.scenario;
