/// What happens to servers: they are killed at any moment, their logs end in the middle of a
/// record, and strangers send them anything.
///
/// [CrashTrial] keeps a [Ledger] of what was acknowledged under load, kills the server and asks for
/// it again; [CrashIT] runs a few dozen rounds, `./conform --crashes N` any number. [TornLogIT]
/// damages the log by hand and [DamagedSnapshotIT] the snapshots; [LogRepairIT] mends what can be
/// mended. [FailingDiskIT] takes the disk away. A [FaultyDisk] is one whose forces fail
/// ([FailingForceIT]) or hang ([HangingDiskIT]), also in an ensemble ([EnsembleDiskIT]).
/// [HostileInputIT] attacks a live port while others are being served, and [HostileFloodIT] does so
/// in masses and looks for what stays. [SuspendedServerIT] stops a server in the middle of
/// everything, and lets it go on; [SuspendedLeaderIT] does so with a leader.
package paddock.conformance.faults;
