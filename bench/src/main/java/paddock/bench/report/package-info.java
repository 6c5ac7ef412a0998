/// From samples to figures: medians with their spread, ratios, a table and JSON.
///
/// A round gives a [Sample]; the rounds of one home give a [Spread] for each [Measure]; two homes
/// give a [Comparison], and comparisons along an axis a [Growth]. Medians and ratios are what a
/// noisy machine lets one say; a single absolute time is not, so nothing here prints one without
/// its spread.
package paddock.bench.report;
