package io.rayoperator.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.admission.AdmissionReviewHandler;
import io.rayoperator.webhook.metrics.AdmissionMetrics;
import io.rayoperator.webhook.review.ReviewHandler;
import io.rayoperator.webhook.review.ReviewJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any bytes get a well-formed answer, and no object makes a webhook fail. The bytes are tried as a
 * whole review, as an object that is created, and as the replacement of one.
 */
public final class AdmissionReviewTarget {
  private static final RayClusterConverter CONVERTER = RayClusterConverter.create();

  private static final List<ReviewHandler> HANDLERS =
      List.of(
          AdmissionReviewHandler.mutating(
              CONVERTER, new AdmissionMetrics(new SimpleMeterRegistry())),
          AdmissionReviewHandler.validating(
              CONVERTER, new AdmissionMetrics(new SimpleMeterRegistry())));

  private AdmissionReviewTarget() {}

  /** Called by the fuzzer. */
  public static void fuzzerTestOneInput(byte[] data) {
    ObjectNode object = TolerantJson.object(data);
    for (ReviewHandler handler : HANDLERS) {
      check(ReviewAnswer.of(handler, data));
      for (ApiVersion userVersion : ApiVersion.values()) {
        ObjectNode written = object.deepCopy().put("apiVersion", userVersion.groupVersion());
        ObjectNode hub = CONVERTER.convert(written, ApiVersion.V1);
        ObjectNode old = hub.deepCopy();
        old.withObject("/spec").put("rayVersion", "2.9.0");
        check(ReviewAnswer.of(handler, review("CREATE", userVersion, hub, null)));
        check(ReviewAnswer.of(handler, review("UPDATE", userVersion, hub, old)));
        check(ReviewAnswer.of(handler, review("UPDATE", userVersion, old, hub)));
      }
    }
  }

  private static void check(@Nullable JsonNode response) {
    if (response == null || response.path("allowed").asBoolean()) {
      return;
    }
    JsonNode status = response.path("status");
    if (status.path("message").asText().isEmpty() || status.path("code").asInt() != 422) {
      throw new AssertionError("a refusal without a reason, or a failure: " + response);
    }
  }

  private static byte[] review(
      String operation, ApiVersion userVersion, ObjectNode object, @Nullable ObjectNode old) {
    ObjectNode review = ReviewJson.MAPPER.createObjectNode();
    ObjectNode request = review.putObject("request");
    request.put("uid", "u").put("operation", operation);
    request.putObject("requestKind").put("version", userVersion.version());
    request.set("object", object);
    if (old != null) {
      request.set("oldObject", old);
    }
    return review.toString().getBytes(StandardCharsets.UTF_8);
  }
}
