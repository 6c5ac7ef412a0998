/// The records that programs get to see: [Stat], [ACL] and [Id]. Written by the build from
/// `src/main/records/client.records`.
package org.apache.zookeeper.data;
