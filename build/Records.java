import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Writes the record classes of `client-zookeeper` from its list of records.
///
/// `java build/Records.java LIST FOLDER`; the build calls it before it compiles that module.
final class Records {
    private static final String LIST_HEAD = "list(";

    private final StringBuilder out = new StringBuilder();

    private record Field(String type, String name) {
        boolean isList() {
            return type.startsWith(LIST_HEAD);
        }

        String element() {
            return type.substring(LIST_HEAD.length(), type.length() - 1);
        }

        String javaType() {
            return isList() ? "List<" + javaType(element()) + ">" : javaType(type);
        }

        static String javaType(String type) {
            return switch (type) {
                case "ustring" -> "String";
                case "buffer" -> "byte[]";
                default -> type;
            };
        }

        String capitalized() {
            return Character.toUpperCase(name.charAt(0)) + name.substring(1);
        }
    }

    private record Rec(String packageName, String name, List<Field> fields) {
        boolean comparable() {
            return fields.stream().noneMatch(Field::isList);
        }
    }

    public static void main(String[] args) throws IOException {
        List<Rec> records = parse(Files.readAllLines(Path.of(args[0])));
        for (Rec each : records) {
            Path file =
                    Path.of(args[1])
                            .resolve(each.packageName.replace('.', '/'))
                            .resolve(each.name + ".java");
            Files.createDirectories(file.getParent());
            Files.writeString(file, new Records().source(each, records));
        }
    }

    private static List<Rec> parse(List<String> lines) {
        List<Rec> records = new ArrayList<>();
        String packageName = "";
        for (String line : lines) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("package ")) {
                packageName = line.substring("package ".length()).strip();
                continue;
            }
            String[] halves = line.split(":");
            List<Field> fields = new ArrayList<>();
            for (String field : halves[1].split(",")) {
                String[] words = field.strip().split(" ");
                fields.add(new Field(words[0], words[1]));
            }
            records.add(new Rec(packageName, halves[0].strip(), fields));
        }
        return records;
    }

    private void line(String format, Object... args) {
        out.append(format.formatted(args)).append('\n');
    }

    private String source(Rec record, List<Rec> all) {
        line("// Written by build/Records.java.");
        line("package %s;", record.packageName);
        line("");
        for (String name : List.of("InputArchive", "OutputArchive", "Record")) {
            line("import org.apache.jute.%s;", name);
        }
        if (!record.packageName.endsWith(".data")) {
            for (Rec each : all) {
                if (each.packageName.endsWith(".data")) {
                    line("import %s.%s;", each.packageName, each.name);
                }
            }
        }
        line("import java.io.IOException;");
        line("import java.util.List;");
        line("");
        line("/** A record of the client protocol: %s. */", record.fields.stream()
                .map(Field::name)
                .collect(Collectors.joining(", ")));
        line("public class %s implements Record {", record.name);
        record.fields.forEach(field -> line("    private %s %s;", field.javaType(), field.name));
        constructors(record);
        record.fields.forEach(this::accessors);
        copyFrom(record);
        serialize(record);
        deserialize(record);
        streams(record);
        compareTo(record);
        equality(record);
        line("");
        line("    public static String signature() {");
        line("        return \"%s\";", signature(record, all));
        line("    }");
        line("}");
        return out.toString();
    }

    private void constructors(Rec record) {
        line("");
        line("    public %s() {}", record.name);
        line("");
        line("    public %s(%s) {", record.name, record.fields.stream()
                .map(field -> field.javaType() + " " + field.name)
                .collect(Collectors.joining(", ")));
        record.fields.forEach(field -> line("        this.%s = %s;", field.name, field.name));
        line("    }");
    }

    private void accessors(Field field) {
        line("");
        line("    public %s get%s() {", field.javaType(), field.capitalized());
        line("        return %s;", field.name);
        line("    }");
        line("");
        line("    public void set%s(%s %s) {", field.capitalized(), field.javaType(), field.name);
        line("        this.%s = %s;", field.name, field.name);
        line("    }");
    }

    private void copyFrom(Rec record) {
        line("");
        line("    public void copyFrom(%s other) {", record.name);
        for (Field field : record.fields) {
            line("        this.%s = other.%s;", field.name, field.name);
        }
        line("    }");
    }

    private void serialize(Rec record) {
        line("");
        line("    @Override");
        line("    public void serialize(OutputArchive out, String tag) throws IOException {");
        line("        out.startRecord(this, tag);");
        for (Field field : record.fields) {
            if (field.isList()) {
                String type = Field.javaType(field.element());
                line("        out.startVector(%s, \"%s\");", field.name, field.name);
                line("        if (%s != null) {", field.name);
                line("            for (%s each : %s) {", type, field.name);
                line("                out.write%s(each, \"each\");", verb(field.element()));
                line("            }");
                line("        }");
                line("        out.endVector(%s, \"%s\");", field.name, field.name);
            } else {
                line("        out.write%s(%s, \"%s\");", verb(field.type), field.name, field.name);
            }
        }
        line("        out.endRecord(this, tag);");
        line("    }");
    }

    private void deserialize(Rec record) {
        line("");
        line("    @Override");
        line("    public void deserialize(InputArchive in, String tag) throws IOException {");
        line("        in.startRecord(tag);");
        for (Field field : record.fields) {
            if (field.isList()) {
                line("        var index%s = in.startVector(\"%s\");", field.capitalized(), field.name);
                line("        %s = null;", field.name);
                line("        if (index%s != null) {", field.capitalized());
                line("            %s = new java.util.ArrayList<>();", field.name);
                line("            for (; !index%s.done(); index%s.incr()) {",
                        field.capitalized(), field.capitalized());
                read("                ", Field.javaType(field.element()) + " each", field.element(), "each");
                line("                %s.add(each);", field.name);
                line("            }");
                line("        }");
                line("        in.endVector(\"%s\");", field.name);
            } else {
                read("        ", field.name, field.type, field.name);
            }
        }
        line("        in.endRecord(tag);");
        line("    }");
    }

    private void read(String indent, String target, String type, String tag) {
        if (Character.isUpperCase(type.charAt(0))) {
            line("%s%s = new %s();", indent, target, type);
            line("%sin.readRecord(%s, \"%s\");", indent, tag, tag);
        } else {
            line("%s%s = in.read%s(\"%s\");", indent, target, verb(type), tag);
        }
    }

    private void streams(Rec record) {
        line("");
        line("    @Override");
        line("    public String toString() {");
        line("        return org.apache.jute.ToStringOutputArchive.textOf(this);");
        line("    }");
        line("");
        line("    public void write(java.io.DataOutput out) throws IOException {");
        line("        serialize(new org.apache.jute.BinaryOutputArchive(out), \"\");");
        line("    }");
        line("");
        line("    public void readFields(java.io.DataInput in) throws IOException {");
        line("        deserialize(new org.apache.jute.BinaryInputArchive(in), \"\");");
        line("    }");
    }

    private void compareTo(Rec record) {
        line("");
        line("    public int compareTo(Object other) throws ClassCastException {");
        if (!record.comparable()) {
            line("        throw new UnsupportedOperationException(");
            line("                \"comparing %s is unimplemented\");", record.name);
            line("    }");
            return;
        }
        line("        if (!(other instanceof %s that)) {", record.name);
        line("            throw new ClassCastException(\"Comparing different types of records.\");");
        line("        }");
        line("        int order;");
        for (Field field : record.fields) {
            String name = field.name;
            line("        order = %s;", switch (field.type) {
                case "boolean" -> "Boolean.compare(%s, that.%s)".formatted(name, name);
                case "int" -> "Integer.compare(%s, that.%s)".formatted(name, name);
                case "long" -> "Long.compare(%s, that.%s)".formatted(name, name);
                case "buffer" ->
                        "org.apache.jute.Utils.compareBytes(%s, 0, %s.length, that.%s, 0, that.%s.length)"
                                .formatted(name, name, name, name);
                default -> "%s.compareTo(that.%s)".formatted(name, name);
            });
            line("        if (order != 0) {");
            line("            return order;");
            line("        }");
        }
        line("        return 0;");
        line("    }");
    }

    private void equality(Rec record) {
        line("");
        line("    @Override");
        line("    public boolean equals(Object other) {");
        line("        return other == this");
        line("                || other instanceof %s that", record.name);
        for (int i = 0; i < record.fields.size(); i++) {
            Field field = record.fields.get(i);
            String name = field.name;
            String same =
                    switch (field.type) {
                        case "boolean", "int", "long" -> "%s == that.%s".formatted(name, name);
                        case "buffer" -> "java.util.Arrays.equals(%s, that.%s)".formatted(name, name);
                        default -> "java.util.Objects.equals(%s, that.%s)".formatted(name, name);
                    };
            String end = i == record.fields.size() - 1 ? ";" : "";
            line("                        && %s%s", same, end);
        }
        line("    }");
        line("");
        line("    @Override");
        line("    public int hashCode() {");
        line("        int hash = 17;");
        for (Field field : record.fields) {
            String name = field.name;
            line("        hash = 37 * hash + %s;", switch (field.type) {
                case "boolean" -> "Boolean.hashCode(%s)".formatted(name);
                case "int" -> name;
                case "long" -> "Long.hashCode(%s)".formatted(name);
                case "buffer" -> "java.util.Arrays.hashCode(%s)".formatted(name);
                default -> "java.util.Objects.hashCode(%s)".formatted(name);
            });
        }
        line("        return hash;");
        line("    }");
    }

    private static String verb(String type) {
        return switch (type) {
            case "boolean" -> "Bool";
            case "int" -> "Int";
            case "long" -> "Long";
            case "ustring" -> "String";
            case "buffer" -> "Buffer";
            default -> "Record";
        };
    }

    private static String signature(Rec record, List<Rec> all) {
        return record.fields.stream()
                .map(field -> field.isList()
                        ? "[" + letter(field.element(), all) + "]"
                        : letter(field.type, all))
                .collect(Collectors.joining("", "L" + record.name + "(", ")"));
    }

    private static String letter(String type, List<Rec> all) {
        return switch (type) {
            case "boolean" -> "z";
            case "int" -> "i";
            case "long" -> "l";
            case "ustring" -> "s";
            case "buffer" -> "B";
            default ->
                    all.stream()
                            .filter(each -> each.name.equals(type))
                            .map(each -> signature(each, all))
                            .findFirst()
                            .orElseThrow();
        };
    }
}
