package paddock.testkit.junit;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

import paddock.testkit.PaddockServer;

/// Gives tests a running server: `@ExtendWith(PaddockExtension.class)`, and a parameter of type
/// [PaddockServer].
///
/// Asked for by a test method, or by a method that runs before or after each test, it is a server
/// of that test alone. Asked for by a method that runs before all tests, it is one server for the
/// class, and its tests get the same. A server starts when it is first asked for, and is closed
/// when its test, or its class, has ended.
public final class PaddockExtension implements ParameterResolver {
    private static final Namespace SERVERS = Namespace.create(PaddockExtension.class);

    /// For JUnit, which makes one by name.
    public PaddockExtension() {}

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext asking) {
        return parameter.getParameter().getType().equals(PaddockServer.class);
    }

    @Override
    public PaddockServer resolveParameter(ParameterContext parameter, ExtensionContext asking) {
        // The store of a test also answers with what the store of its class holds.
        return asking.getStore(SERVERS)
                .computeIfAbsent(
                        PaddockServer.class, type -> PaddockServer.start(), PaddockServer.class);
    }
}
