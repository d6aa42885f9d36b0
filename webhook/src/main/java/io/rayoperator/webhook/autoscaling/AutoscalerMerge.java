package io.rayoperator.webhook.autoscaling;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.webhook.ownership.ManagedFields;

/**
 * Keeps an apply of a manifest from undoing the autoscaler.
 *
 * <p>The autoscaler writes {@code replicas} and {@code scaleStrategy} of worker groups into the
 * object. Where autoscaling is on and stays on, a value whose intent has not changed between the
 * old and the new manifest stays as it is; a changed intent wins; and a manifest that says nothing
 * about a value leaves it to the autoscaler.
 */
public final class AutoscalerMerge {

  private AutoscalerMerge() {}

  /**
   * Returns the updated object with what the autoscaler set: the argument itself if there is
   * nothing to keep. Doing it again changes nothing.
   *
   * @param stored the v1 object as it was
   * @param updated the v1 object as the API server would store it
   * @param userVersion the version in which the client wrote it
   * @param fieldManager as the client named itself, or the empty string
   */
  public static ObjectNode merge(
      ObjectNode stored, ObjectNode updated, ApiVersion userVersion, String fieldManager) {
    if (!isAutoscaling(stored) || !isAutoscaling(updated)) {
      return AppliedScale.NONE.in(updated);
    }
    Ownership ownership =
        new Ownership(
            ManagedFields.of(stored),
            ManagedFields.of(updated),
            fieldManager,
            userVersion.groupVersion());
    AppliedScale applied = AppliedScale.of(stored);
    if (ownership.isApply()) {
      return ServerSideApply.merge(stored, updated, ownership, applied);
    }
    ObjectNode merged = ClientSideApply.merge(stored, updated, fieldManager);
    return ClientSideApply.mayApply(fieldManager)
        ? applied.in(merged)
        : ScalingWrite.merge(stored, merged, ownership, applied);
  }

  private static boolean isAutoscaling(ObjectNode object) {
    return object.path("spec").path("enableInTreeAutoscaling").asBoolean(false);
  }
}
