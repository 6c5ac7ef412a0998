package org.apache.zookeeper.common;

import java.util.Locale;

/// The formats of files with keys and certificates.
public enum KeyStoreFileType {
    JKS(".jks"),
    PEM(".pem"),
    PKCS12(".p12"),
    BCFKS(".bcfks");

    private final String extension;

    KeyStoreFileType(String extension) {
        this.extension = extension;
    }

    /// How configurations name it.
    public String getPropertyValue() {
        return name();
    }

    public String getDefaultFileExtension() {
        return extension;
    }

    /// The format that a configuration names; null where it names none.
    ///
    /// @throws IllegalArgumentException when it names something else
    public static KeyStoreFileType fromPropertyValue(String propertyValue) {
        return propertyValue == null || propertyValue.isEmpty()
                ? null
                : valueOf(propertyValue.toUpperCase(Locale.ROOT));
    }

    /// The format that the end of a file's name tells.
    ///
    /// @throws IllegalArgumentException when it tells none
    public static KeyStoreFileType fromFilename(String filename) {
        for (KeyStoreFileType type : values()) {
            if (filename.endsWith(type.extension)) {
                return type;
            }
        }
        throw new IllegalArgumentException(
                "Unable to auto-detect store file type from file name: " + filename);
    }

    /// The format that a configuration names, or else the file's name.
    public static KeyStoreFileType fromPropertyValueOrFileName(
            String propertyValue, String filename) {
        KeyStoreFileType named = fromPropertyValue(propertyValue);
        return named == null ? fromFilename(filename) : named;
    }
}
