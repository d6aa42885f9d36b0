package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks the API server to do with a RayCluster.
 *
 * @param userVersion the version in which the user wrote the object
 * @param fieldManager as the client named itself, or the empty string
 * @param object the object as v1 after the request, or null if there is none
 * @param oldObject the object as v1 before the request, or null if there is none
 */
record AdmissionRequest(
    Operation operation,
    ApiVersion userVersion,
    String fieldManager,
    @Nullable ObjectNode object,
    @Nullable ObjectNode oldObject) {

  enum Operation {
    CREATE,
    UPDATE,
    OTHER;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads the {@code request} of a review. What is not there is taken for the usual. */
  static AdmissionRequest of(JsonNode request) {
    return new AdmissionRequest(
        switch (request.path("operation").asText()) {
          case "CREATE" -> Operation.CREATE;
          case "UPDATE" -> Operation.UPDATE;
          default -> Operation.OTHER;
        },
        userVersion(request),
        request.path("options").path("fieldManager").asText(),
        request.get("object") instanceof ObjectNode object ? object : null,
        request.get("oldObject") instanceof ObjectNode oldObject ? oldObject : null);
  }

  private static ApiVersion userVersion(JsonNode request) {
    JsonNode kind =
        request.path("requestKind").isObject() ? request.path("requestKind") : request.path("kind");
    String groupVersion = ApiVersion.GROUP + "/" + kind.path("version").asText();
    return Objects.requireNonNullElse(ApiVersion.parse(groupVersion), ApiVersion.V1);
  }

  boolean isForDeletedObject() {
    return object != null && object.path("metadata").hasNonNull("deletionTimestamp");
  }
}
