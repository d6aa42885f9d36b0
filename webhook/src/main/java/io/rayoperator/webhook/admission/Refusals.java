package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.ApiGroup;
import io.rayoperator.webhook.review.ReviewJson;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Statuses as the API server itself writes them, so that clients treat them alike. */
final class Refusals {

  private static final int UNPROCESSABLE_ENTITY = 422;

  private Refusals() {}

  /**
   * One field and what is wrong with it.
   *
   * @param field in the user's version and layout
   * @param reason such as {@code FieldValueInvalid}
   */
  record Cause(String field, String reason, String message) {

    @Override
    public String toString() {
      return field + ": " + message;
    }
  }

  /** Code 422, reason Invalid: {@code RayCluster.ray.io "x" is invalid: [a: b, c: d]}. */
  static ObjectNode invalid(String name, List<Cause> causes) {
    String list =
        causes.size() == 1
            ? causes.get(0).toString()
            : causes.stream().map(Cause::toString).collect(Collectors.joining(", ", "[", "]"));
    String kind = ApiGroup.RAY_CLUSTER_KIND + "." + ApiGroup.NAME;
    ObjectNode status =
        status(UNPROCESSABLE_ENTITY, "Invalid", kind + " \"" + name + "\" is invalid: " + list);
    ObjectNode details = status.putObject("details");
    details.put("name", name);
    details.put("group", ApiGroup.NAME);
    details.put("kind", ApiGroup.RAY_CLUSTER_KIND);
    ArrayNode written = details.putArray("causes");
    for (Cause cause : causes) {
      written
          .addObject()
          .put("reason", cause.reason())
          .put("message", cause.message())
          .put("field", cause.field());
    }
    return status;
  }

  /** Code 500: a mistake of ours. */
  static ObjectNode internalError(String webhook, Throwable failure) {
    return status(
        HttpURLConnection.HTTP_INTERNAL_ERROR,
        "InternalError",
        "The %s webhook of the Ray operator failed, its log says more: %s"
            .formatted(
                webhook,
                Objects.requireNonNullElse(
                    failure.getMessage(), failure.getClass().getSimpleName())));
  }

  private static ObjectNode status(int code, String reason, String message) {
    ObjectNode status = ReviewJson.MAPPER.createObjectNode();
    status.put("status", "Failure");
    status.put("message", message);
    status.put("reason", reason);
    status.put("code", code);
    return status;
  }
}
