/// The commands: what a user types to measure servers.
///
/// [Main] lists them. They turn options into a [paddock.bench.scenario.Lab], run the scenarios
/// round by round ([SideBySide]), and print what the reports say; every decision about measuring is
/// made elsewhere, in `load`, `home`, `scenario`, `report` and `plot`.
package paddock.bench;
