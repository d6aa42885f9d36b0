package io.rayoperator.api.v1.validation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the API server demands of the annotations of an object. */
final class AnnotationForm {

  /** Bytes of all keys and values together. */
  static final int MAX_BYTES = 256 * 1024;

  private AnnotationForm() {}

  /** Notes keys that no annotation can have, and annotations that are too large altogether. */
  static void check(Rule rule, FieldPath path, Map<String, String> annotations, Violations found) {
    long bytes = 0;
    for (Map.Entry<String, String> annotation : annotations.entrySet()) {
      String key = annotation.getKey();
      // Capitals are allowed in the domain, too, unlike in that of a label.
      if (!KubernetesNames.isQualifiedName(key.toLowerCase(Locale.ROOT))) {
        found.invalid(rule, path, key, "must have " + KubernetesNames.LABEL_KEY_FORM);
      }
      bytes += bytes(key) + bytes(annotation.getValue());
    }
    if (bytes > MAX_BYTES) {
      found.invalid(
          rule,
          path,
          bytes,
          "is the number of bytes; there can be "
              + MAX_BYTES
              + " altogether: shorten or remove some");
    }
  }

  private static long bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
