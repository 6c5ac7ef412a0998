/// Ensembles of real processes whose members are Apache's or Paddock's, in any mixture.
///
/// An [EnsembleUnderTest] holds [MemberUnderTest]s: each has a data folder, ports and an id of its
/// own, and either kind of server can run on that folder, one after the other. Members start, stop,
/// die, are suspended and go on one by one; who leads is asked of the members themselves, by
/// `srvr`. Each member sits at a [Place]: loopback, or a network namespace of a [Network] that can
/// be cut between any two of them.
///
/// [MixedEnsembleIT] lets each kind lead the other and bring it up to date, [RollingMigrationIT]
/// replaces the members of a loaded ensemble one by one, [EnsembleFaultsIT] breaks what can be
/// broken, [HostilePeersIT] sends anything to the ports between members. What clients saw meanwhile
/// is judged in `paddock.conformance.history`.
package paddock.conformance.ensemble;
