/// A server that answers every frame with a canned one: the floor under any server's cost.
///
/// It does what the protocol cannot do without (accept, read, find the frames, write as many back)
/// and nothing else: no tree, no log, no order between clients. Beside a real server's figures its
/// own say how much of them is the machine's, and measured alone it shows what the load generator
/// costs.
package paddock.bench.echo;
