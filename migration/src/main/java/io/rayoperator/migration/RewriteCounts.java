package io.rayoperator.migration;

import com.fasterxml.jackson.databind.JsonNode;
import io.rayoperator.migration.kubernetes.RewriteOutcome;
import java.util.ArrayList;
import java.util.List;

/** What came of the objects so far. */
final class RewriteCounts {

  private long written;
  private long unchanged;
  private long gone;
  private final List<MigrationResult.Refusal> refused = new ArrayList<>();

  void add(JsonNode object, RewriteOutcome outcome) {
    switch (outcome) {
      case RewriteOutcome.Written() -> written++;
      case RewriteOutcome.Unchanged() -> unchanged++;
      case RewriteOutcome.Gone() -> gone++;
      case RewriteOutcome.Refused(String reason) ->
          refused.add(new MigrationResult.Refusal(name(object), reason));
    }
  }

  private static String name(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    return metadata.path("namespace").asText() + "/" + metadata.path("name").asText();
  }

  long done() {
    return written + unchanged + gone + refused.size();
  }

  List<MigrationResult.Refusal> refused() {
    return refused;
  }

  MigrationResult result(List<String> different, List<String> storedVersions) {
    return new MigrationResult(
        written, unchanged, gone, List.copyOf(refused), different, storedVersions);
  }

  @Override
  public String toString() {
    return "Rewritten: %,d objects; %,d were in the storage version already, %,d are gone, %,d were refused."
        .formatted(written, unchanged, gone, refused.size());
  }
}
