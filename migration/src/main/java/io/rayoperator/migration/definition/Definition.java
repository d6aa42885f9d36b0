package io.rayoperator.migration.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * The CustomResourceDefinition of RayClusters, as the API server or a manifest has it.
 *
 * @param tree the whole object; not to be changed
 */
public record Definition(ObjectNode tree) {

  /** A name under {@code spec.versions}. */
  public record Version(String name, boolean served, boolean storage) {}

  public String uid() {
    return tree.at("/metadata/uid").asText();
  }

  public String resourceVersion() {
    return tree.at("/metadata/resourceVersion").asText();
  }

  /** Changes with every change of the spec, and with nothing else. */
  public long generation() {
    return tree.at("/metadata/generation").asLong();
  }

  public List<Version> versions() {
    return elements(tree.at("/spec/versions")).stream()
        .map(
            version ->
                new Version(
                    version.path("name").asText(),
                    version.path("served").asBoolean(),
                    version.path("storage").asBoolean()))
        .toList();
  }

  /** The version in which objects are written to etcd. */
  public String storageVersion() {
    return versions().stream()
        .filter(Version::storage)
        .map(Version::name)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("a definition without storage version"));
  }

  public boolean serves(String version) {
    return versions().stream().anyMatch(v -> v.served() && v.name().equals(version));
  }

  /** The versions in which objects may lie in etcd: {@code status.storedVersions}. */
  public List<String> storedVersions() {
    return elements(tree.at("/status/storedVersions")).stream().map(JsonNode::asText).toList();
  }

  public boolean convertsByWebhook() {
    return tree.at("/spec/conversion/strategy").asText().equals("Webhook");
  }

  /** {@code None} is the API server's default. */
  public String conversionStrategy() {
    return tree.at("/spec/conversion/strategy").asText("None");
  }

  /** Whose definition this is, told by its schema: annotations get lost, schemas do not. */
  public Origin origin() {
    if (knows("v1alpha1", "extensions") && knows("v1alpha1", "headGroupSpec")) {
      return Origin.RAY_OPERATOR;
    }
    return knows("v1", "headGroupSpec") || knows("v1alpha1", "headGroupSpec")
        ? Origin.KUBERAY
        : Origin.OTHER;
  }

  private boolean knows(String version, String field) {
    return elements(tree.at("/spec/versions")).stream()
        .filter(candidate -> candidate.path("name").asText().equals(version))
        .anyMatch(
            candidate ->
                candidate
                    .at("/schema/openAPIV3Schema/properties/spec/properties")
                    .hasNonNull(field));
  }

  /** Who wrote it, but for its status. */
  public List<String> writers() {
    return elements(tree.at("/metadata/managedFields")).stream()
        .filter(entry -> entry.path("subresource").asText().isEmpty())
        .map(entry -> entry.path("manager").asText())
        .distinct()
        .toList();
  }

  /** When it was last written, but for its status; empty if nobody knows. */
  public Optional<Instant> lastWrite() {
    return elements(tree.at("/metadata/managedFields")).stream()
        .filter(entry -> entry.path("subresource").asText().isEmpty() && entry.hasNonNull("time"))
        .map(entry -> Instant.parse(entry.path("time").asText()))
        .max(Instant::compareTo);
  }

  private static List<JsonNode> elements(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).toList();
  }
}
