/// What is measured: each [Scenario] is a name, the scene it sets, and the figures it takes.
///
/// [Scenarios] is the catalogue. A scenario starts its own server through the [Lab], since some
/// measure the start itself, on fresh data, and hands back one round's sample. Scenarios know
/// nothing of which home they run, and homes nothing of scenarios.
///
/// An [Axis] is a load at several points of something that grows.
///
/// Where a load is to be the same for two homes and yet hang on what one of them can do, an
/// [OpenScenario] finds its rate on the last home named before the first round ([RateFinder]).
package paddock.bench.scenario;
