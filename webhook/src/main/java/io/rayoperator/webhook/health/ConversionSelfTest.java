package io.rayoperator.webhook.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.review.ReviewJson;
import org.jspecify.annotations.Nullable;

/**
 * Converts a sample there and back. A server that cannot do that, because its jars or schemas are
 * damaged, must not get requests; and one that has done it answers its first request quickly.
 */
public final class ConversionSelfTest {

  private static final String SAMPLE =
      """
      {"apiVersion": "ray.io/v1", "kind": "RayCluster", "metadata": {"name": "self-test", "namespace": "default"},
       "spec": {
         "rayVersion": "2.50.0",
         "upgradeStrategy": {"type": "None"},
         "headGroupSpec": {"rayStartParams": {}, "template": {"spec": {"containers": [{"name": "h", "image": "i"}]}}},
         "workerGroupSpecs": [{"groupName": "w", "replicas": 1, "minReplicas": 0, "maxReplicas": 2, "numOfHosts": 4,
           "rayStartParams": {}, "template": {"spec": {"containers": [{"name": "w", "image": "i"}]}}}]}}
      """;

  private ConversionSelfTest() {}

  /** Returns what went wrong, or null if all is well. */
  public static @Nullable String run(RayClusterConverter converter) {
    try {
      ObjectNode sample = (ObjectNode) ReviewJson.MAPPER.readTree(SAMPLE);
      ObjectNode old = converter.convert(sample, ApiVersion.V1ALPHA1);
      boolean isOld = old.path("apiVersion").asText().equals(ApiVersion.V1ALPHA1.groupVersion());
      return isOld && converter.convert(old, ApiVersion.V1).equals(sample)
          ? null
          : "the conversion self-test lost something";
    } catch (JsonProcessingException | RuntimeException | LinkageError e) {
      return "the conversion self-test failed: " + e;
    }
  }
}
