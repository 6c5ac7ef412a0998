/// Servers as parameters of JUnit tests: see [PaddockExtension].
package paddock.testkit.junit;
