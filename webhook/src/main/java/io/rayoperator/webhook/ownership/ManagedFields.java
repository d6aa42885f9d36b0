package io.rayoperator.webhook.ownership;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who owns which fields of an object, in the order of {@code metadata.managedFields}. */
public record ManagedFields(List<Entry> entries) {

  /**
   * The fields that a manager owns by one way of writing.
   *
   * @param operation {@code Apply} for those who apply on the server, {@code Update} for all others
   * @param apiVersion the version in which the fields have these names
   * @param subresource empty for the object itself
   * @param fieldsV1 the fields as the API server writes them
   */
  public record Entry(
      String manager, String operation, String apiVersion, String subresource, JsonNode fieldsV1) {

    /** Reads an entry of {@code metadata.managedFields}. */
    static Entry parse(JsonNode entry) {
      return new Entry(
          entry.path("manager").asText(),
          entry.path("operation").asText(),
          entry.path("apiVersion").asText(),
          entry.path("subresource").asText(),
          entry.path("fieldsV1"));
    }

    /** Whether the manager applied them on the server's side, to the object itself. */
    public boolean isApply() {
      return operation.equals("Apply") && subresource.isEmpty();
    }

    /** Whether a manager applied them in a version on the server's side, to the object itself. */
    public boolean isAppliedBy(String otherManager, String version) {
      return isApply() && manager.equals(otherManager) && apiVersion.equals(version);
    }

    /** Whether the other one is of the same manager, who writes in the same way. */
    public boolean isOfTheSameWriterAs(Entry other) {
      return manager.equals(other.manager)
          && operation.equals(other.operation)
          && apiVersion.equals(other.apiVersion)
          && subresource.equals(other.subresource);
    }

    public FieldSet fields() {
      return FieldSet.parse(fieldsV1);
    }
  }

  /** Reads those of an object. */
  public static ManagedFields of(ObjectNode object) {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode entry : object.at("/metadata/managedFields")) {
      entries.add(Entry.parse(entry));
    }
    return new ManagedFields(entries);
  }

  /** The entry of a manager who applies the object in a version; null if there is none. */
  public @Nullable Entry applied(String manager, String apiVersion) {
    return entries.stream()
        .filter(entry -> entry.isAppliedBy(manager, apiVersion))
        .findFirst()
        .orElse(null);
  }

  /** Whether anybody applies the object on the server's side. */
  public boolean hasApplies() {
    return entries.stream().anyMatch(Entry::isApply);
  }

  /** All fields that are owned by entries of a kind. */
  public FieldSet union(Predicate<Entry> kind) {
    return entries.stream().filter(kind).map(Entry::fields).reduce(FieldSet.EMPTY, FieldSet::union);
  }
}
