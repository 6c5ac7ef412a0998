/// Leader election: of all candidates, one leads.
///
/// [FairElection] keeps candidates in a line: who came first leads, and when it goes only the next
/// is woken. [FirstComeElection] is a single znode that all try to create; simpler to look at, but
/// everybody is woken when the leader goes. Both are an [Election].
///
/// A leader that is cut off may believe for a while that it leads, while another does. What leaders
/// write should carry [paddock.client.recipe.Grant#fencingToken], and whoever stores it should
/// refuse a smaller number than it has seen.
package paddock.client.recipe.election;
