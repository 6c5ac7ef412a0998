package paddock.client.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.ConstantValueAttribute;
import java.lang.reflect.AccessFlag;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// Every public and protected class and member of Apache's jars is here too, or stands in the list
/// `absent-from-apache.txt` with the reason why not.
///
/// A line of the list is a package (`org.apache.zookeeper.txn.*`), a class or a member, and behind
/// ` : ` the reason. A class takes those inside it along.
class SignaturesTest {
    private static final Path LIST = Path.of("src/test/resources/absent-from-apache.txt");

    @Test
    void whatIsNotHereHasAReason() throws IOException {
        Set<String> ours = signatures(ourClasses());
        Set<String> missing = new TreeSet<>();
        Map<String, String> reasons = reasons();

        for (String each : signatures(apacheClasses())) {
            if (!ours.contains(each) && reasons.keySet().stream().noneMatch(r -> covers(r, each))) {
                missing.add(each);
            }
        }

        assertThat(missing).as("in Apache's jars, neither here nor in %s", LIST).isEmpty();
    }

    @Test
    void noReasonIsStale() throws IOException {
        Set<String> ours = signatures(ourClasses());
        Set<String> absent = signatures(apacheClasses());
        absent.removeAll(ours);
        List<String> stale = new ArrayList<>();

        reasons()
                .forEach(
                        (name, reason) -> {
                            if (absent.stream().noneMatch(each -> covers(name, each))
                                    || reason.isBlank()) {
                                stale.add(name);
                            }
                        });

        assertThat(stale).as("lines of %s that excuse nothing, or do not say why", LIST).isEmpty();
    }

    @Test
    void aClassThatIsHereKeepsItsKind() throws IOException {
        Map<String, ClassModel> apache = byName(apacheClasses());
        List<String> changed = new ArrayList<>();

        byName(ourClasses())
                .forEach(
                        (name, ours) -> {
                            ClassModel theirs = apache.get(name);
                            if (theirs != null && !kind(ours).equals(kind(theirs))) {
                                changed.add(name + " is " + kind(ours) + ", was " + kind(theirs));
                            }
                        });

        assertThat(changed).isEmpty();
    }

    private static boolean covers(String reason, String signature) {
        if (reason.endsWith(".*")) {
            String packageName = reason.substring(0, reason.length() - 1);
            return signature.startsWith(packageName);
        }
        return signature.equals(reason)
                || signature.startsWith(reason + "#")
                || signature.startsWith(reason + "$");
    }

    private static Map<String, String> reasons() throws IOException {
        Map<String, String> reasons = new TreeMap<>();
        for (String line : Files.readAllLines(LIST)) {
            if (!line.isBlank() && !line.startsWith("##")) {
                String[] halves = line.split(" : ", 2);
                reasons.put(halves[0].strip(), halves.length > 1 ? halves[1] : "");
            }
        }
        return reasons;
    }

    private static List<ClassModel> apacheClasses() throws IOException {
        List<ClassModel> classes = new ArrayList<>();
        try (Stream<Path> jars = Files.list(ApacheClient.FOLDER)) {
            for (Path jar : jars.sorted().toList()) {
                try (JarFile file = new JarFile(jar.toFile())) {
                    for (var entry : file.stream().filter(SignaturesTest::isClass).toList()) {
                        try (InputStream in = file.getInputStream(entry)) {
                            classes.add(ClassFile.of().parse(in.readAllBytes()));
                        }
                    }
                }
            }
        }
        assertThat(classes).hasSizeGreaterThan(500);
        return classes;
    }

    private static boolean isClass(java.util.zip.ZipEntry entry) {
        return entry.getName().endsWith(".class") && entry.getName().startsWith("org/apache/");
    }

    private static List<ClassModel> ourClasses() throws IOException {
        List<ClassModel> classes = new ArrayList<>();
        Path folder = Path.of("target", "classes");
        try (Stream<Path> files = Files.walk(folder.resolve("org"))) {
            for (Path file : files.filter(each -> each.toString().endsWith(".class")).toList()) {
                classes.add(ClassFile.of().parse(file));
            }
        }
        return classes;
    }

    private static Map<String, ClassModel> byName(List<ClassModel> classes) {
        Map<String, ClassModel> byName = new TreeMap<>();
        classes.forEach(each -> byName.put(name(each), each));
        return byName;
    }

    private static String name(ClassModel model) {
        return model.thisClass().asInternalName().replace('/', '.');
    }

    private static Set<AccessFlag> kind(ClassModel model) {
        Set<AccessFlag> kind = new TreeSet<>(model.flags().flags());
        kind.retainAll(Set.of(AccessFlag.INTERFACE, AccessFlag.ENUM, AccessFlag.ABSTRACT));
        return kind;
    }

    /// Classes by name, and members as `class#name descriptor`, those that are inherited included.
    private static Set<String> signatures(List<ClassModel> classes) {
        Map<String, ClassModel> byName = byName(classes);
        Set<String> signatures = new TreeSet<>();
        for (ClassModel each : classes) {
            if (isVisible(each.flags().flags())
                    && !isAnonymous(each)
                    && isVisibleOutside(each, byName)) {
                signatures.add(name(each));
                addMembers(each, name(each), byName, signatures);
            }
        }
        return signatures;
    }

    private static void addMembers(
            ClassModel model, String as, Map<String, ClassModel> byName, Set<String> signatures) {
        boolean inherited = !name(model).equals(as);
        model.methods()
                .forEach(
                        method -> {
                            String name = method.methodName().stringValue();
                            if (isVisible(method.flags().flags())
                                    && !(inherited && name.equals("<init>"))) {
                                signatures.add(as + "#" + name + method.methodType().stringValue());
                            }
                        });
        model.fields()
                .forEach(
                        field -> {
                            if (isVisible(field.flags().flags())) {
                                String value =
                                        field.findAttribute(Attributes.constantValue())
                                                .map(ConstantValueAttribute::constant)
                                                .map(constant -> " = " + constant.constantValue())
                                                .orElse("");
                                signatures.add(
                                        as
                                                + "#"
                                                + field.fieldName().stringValue()
                                                + " "
                                                + field.fieldType().stringValue()
                                                + value);
                            }
                        });
        model.superclass()
                .map(each -> byName.get(each.asInternalName().replace('/', '.')))
                .ifPresent(parent -> addMembers(parent, as, byName, signatures));
        model.interfaces()
                .forEach(
                        each -> {
                            ClassModel parent = byName.get(each.asInternalName().replace('/', '.'));
                            if (parent != null) {
                                addMembers(parent, as, byName, signatures);
                            }
                        });
    }

    private static boolean isVisible(Set<AccessFlag> flags) {
        return !flags.contains(AccessFlag.SYNTHETIC)
                && (flags.contains(AccessFlag.PUBLIC) || flags.contains(AccessFlag.PROTECTED));
    }

    private static boolean isAnonymous(ClassModel model) {
        return name(model).matches(".*\\$\\d+.*");
    }

    /// Whether it and those around it can be named outside: a class file has no `private`.
    private static boolean isVisibleOutside(ClassModel model, Map<String, ClassModel> byName) {
        var inner = model.findAttribute(Attributes.innerClasses());
        if (inner.isPresent()) {
            for (var each : inner.get().classes()) {
                if (each.innerClass().equals(model.thisClass()) && !isVisible(each.flags())) {
                    return false;
                }
            }
        }
        int dollar = name(model).lastIndexOf('$');
        ClassModel outer = dollar < 0 ? null : byName.get(name(model).substring(0, dollar));
        return outer == null
                || (isVisible(outer.flags().flags()) && isVisibleOutside(outer, byName));
    }
}
