/// The replicated state as a whole: what transactions change, snapshots hold and recovery rebuilds.
package paddock.core.database;
