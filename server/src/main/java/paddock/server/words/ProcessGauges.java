package paddock.server.words;

import com.sun.management.UnixOperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/// Gauges of the process, and of connections that were refused or looked odd.
///
/// File descriptors are -1 where the platform does not tell.
public record ProcessGauges(
        long openFileDescriptors,
        long maxFileDescriptors,
        double connectionDropProbability,
        long outstandingTlsHandshakes,
        long authFailures,
        long nonMtlsRemoteConnections,
        long nonMtlsLocalConnections) {

    /// The gauges with this process's file descriptors and nothing refused.
    public static ProcessGauges ofThisProcess() {
        long open = -1;
        long max = -1;
        if (ManagementFactory.getOperatingSystemMXBean()
                instanceof UnixOperatingSystemMXBean unix) {
            open = unix.getOpenFileDescriptorCount();
            max = unix.getMaxFileDescriptorCount();
        }
        return new ProcessGauges(open, max, 0.0, 0, 0, 0, 0);
    }

    /// The same with counts of failed authentications and of clients without a certificate.
    public ProcessGauges withClients(long failures, long remoteWithout, long localWithout) {
        return new ProcessGauges(
                openFileDescriptors,
                maxFileDescriptors,
                connectionDropProbability,
                outstandingTlsHandshakes,
                failures,
                remoteWithout,
                localWithout);
    }
}
