package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of its own pod a container can learn: by variables, and by files of a volume. */
final class DownwardField {

  private static final Set<String> OF_METADATA =
      Set.of("metadata.name", "metadata.namespace", "metadata.uid");
  private static final Set<String> OF_RUNNING_POD =
      Set.of(
          "spec.nodeName",
          // An old name of spec.nodeName that the API server still takes.
          "spec.host",
          "spec.serviceAccountName",
          "status.hostIP",
          "status.hostIPs",
          "status.podIP",
          "status.podIPs");
  private static final Set<String> WHOLE_MAPS = Set.of("metadata.labels", "metadata.annotations");
  private static final Pattern MAP_ENTRY =
      Pattern.compile("metadata\\.(labels|annotations)\\['([^']*)'\\]");
  private static final Pattern RESOURCE =
      Pattern.compile("(limits|requests)\\.(cpu|memory|ephemeral-storage|hugepages-.+)");

  private DownwardField() {}

  /** Notes what no variable can be set from. */
  static void checkOfVariable(
      Rule rule, FieldPath path, ObjectFieldSelector field, Violations found) {
    String fieldPath = Objects.requireNonNullElse(field.getFieldPath(), "");
    if (!OF_RUNNING_POD.contains(fieldPath)) {
      checkMetadata(
          rule,
          path.child("fieldPath"),
          fieldPath,
          "must be metadata.name, metadata.namespace, metadata.uid, metadata.labels['KEY'], metadata.annotations['KEY'],"
              + " spec.nodeName, spec.serviceAccountName, status.hostIP, status.hostIPs, status.podIP or status.podIPs",
          found);
    }
  }

  /** Notes what no file can be made of. */
  static void checkOfFile(Rule rule, FieldPath path, ObjectFieldSelector field, Violations found) {
    String fieldPath = Objects.requireNonNullElse(field.getFieldPath(), "");
    if (!WHOLE_MAPS.contains(fieldPath)) {
      checkMetadata(
          rule,
          path.child("fieldPath"),
          fieldPath,
          "must be metadata.name, metadata.namespace, metadata.uid, metadata.labels or metadata.annotations, of the last two"
              + " perhaps one ['KEY']",
          found);
    }
  }

  private static void checkMetadata(
      Rule rule, FieldPath path, String fieldPath, String allowed, Violations found) {
    if (fieldPath.isEmpty()) {
      found.required(rule, path, allowed);
    } else if (!OF_METADATA.contains(fieldPath) && !isMapEntry(fieldPath)) {
      found.notSupported(rule, path, fieldPath, allowed);
    }
  }

  private static boolean isMapEntry(String fieldPath) {
    Matcher entry = MAP_ENTRY.matcher(fieldPath);
    return entry.matches()
        && KubernetesNames.isQualifiedName(
            "annotations".equals(entry.group(1))
                ? entry.group(2).toLowerCase(Locale.ROOT)
                : entry.group(2));
  }

  /** Notes an amount of a container that is none, for variables and files alike. */
  static void checkResource(
      Rule rule, FieldPath path, ResourceFieldSelector resource, Violations found) {
    String name = Objects.requireNonNullElse(resource.getResource(), "");
    if (name.isEmpty()) {
      found.required(rule, path.child("resource"), "name one, such as limits.cpu");
    } else if (!RESOURCE.matcher(name).matches()) {
      found.notSupported(
          rule,
          path.child("resource"),
          name,
          "must be limits. or requests. and cpu, memory, ephemeral-storage or hugepages-SIZE");
    }
  }
}
