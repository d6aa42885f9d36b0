package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.defaulting.RayClusterDefaults;
import io.rayoperator.conversion.HubView;
import io.rayoperator.conversion.LostResiduals;
import io.rayoperator.conversion.RayClusterConverter;
import java.util.List;

/**
 * Completes objects: gives back what the writer lost without knowing, keeps what the autoscaler
 * set, and writes defaults. Idempotent.
 */
final class MutatingAdmission implements Admission {

  private final RayClusterConverter converter;
  private final LostResiduals residuals;

  MutatingAdmission(RayClusterConverter converter) {
    this.converter = converter;
    this.residuals = new LostResiduals(converter);
  }

  @Override
  public AdmissionAnswer decide(AdmissionRequest request) {
    ObjectNode object = request.object();
    if (object == null || request.isForDeletedObject()) {
      return AdmissionAnswer.allowed();
    }
    Change change = Change.of(request, object, converter);
    // Here already, because the schema, which is checked next, would say less about it.
    ObjectNode refusedLayout = LayoutGuard.refusal(change);
    if (refusedLayout != null) {
      return new AdmissionAnswer.Denied(refusedLayout, List.of());
    }
    ArrayNode patch = MinimalPatch.between(object, completed(change, request));
    return patch.isEmpty() ? AdmissionAnswer.allowed() : new AdmissionAnswer.Patched(patch);
  }

  private ObjectNode completed(Change change, AdmissionRequest request) {
    HubView before = change.before();
    if (before == null) {
      return RayClusterDefaults.apply(null, change.after().hub());
    }
    ObjectNode restored = residuals.restore(before, change.after(), change.userVersion());
    ObjectNode merged = AutoscalerMerge.merge(before.hub(), restored, request.fieldManager());
    return RayClusterDefaults.apply(before.hub(), merged);
  }
}
