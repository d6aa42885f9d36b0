package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.review.ReviewJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest said that was last applied by kubectl, Argo CD or others who apply on the
 * client's side.
 *
 * @param text the manifest as it stands in the annotation
 * @param groups its worker groups in the form of v1, by name
 */
public record LastApplied(String text, Map<String, JsonNode> groups) {

  public static final String ANNOTATION = "kubectl.kubernetes.io/last-applied-configuration";

  /** Says of a manifest what it says, and no defaults. */
  private static final RayClusterConverter MANIFESTS = RayClusterConverter.offline();

  /** Returns the manifest of an object; null if there is none, or none that can be read. */
  static @Nullable LastApplied of(ObjectNode object) {
    JsonNode text = object.path("metadata").path("annotations").path(ANNOTATION);
    ObjectNode manifest = text.isTextual() ? parse(text.textValue()) : null;
    if (manifest == null || ApiVersion.parse(manifest.path("apiVersion").textValue()) == null) {
      return null;
    }
    return new LastApplied(
        text.textValue(), ScaledField.groups(MANIFESTS.convert(manifest, ApiVersion.V1)));
  }

  private static @Nullable ObjectNode parse(String text) {
    try {
      return ReviewJson.MAPPER.readTree(text) instanceof ObjectNode manifest ? manifest : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
