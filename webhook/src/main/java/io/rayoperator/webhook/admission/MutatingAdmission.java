package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.defaulting.RayClusterDefaults;
import io.rayoperator.conversion.LostResiduals;
import io.rayoperator.conversion.RayClusterConverter;
import java.util.List;

/**
 * Completes objects: gives back what the writer lost without knowing, keeps what the autoscaler
 * set, and writes defaults. Idempotent.
 */
final class MutatingAdmission implements Admission {

  private final LayoutGuard layouts;
  private final LostResiduals residuals;

  MutatingAdmission(RayClusterConverter converter) {
    this.layouts = new LayoutGuard(converter);
    this.residuals = new LostResiduals(converter);
  }

  @Override
  public AdmissionAnswer decide(AdmissionRequest request) {
    ObjectNode object = request.object();
    if (object == null || request.isForDeletedObject()) {
      return AdmissionAnswer.allowed();
    }
    // Here already, because the schema, which is checked next, would say less about it.
    ObjectNode refusedLayout = layouts.refusal(request, object);
    if (refusedLayout != null) {
      return new AdmissionAnswer.Denied(refusedLayout, List.of());
    }
    ArrayNode patch = MinimalPatch.between(object, completed(object, request));
    return patch.isEmpty() ? AdmissionAnswer.allowed() : new AdmissionAnswer.Patched(patch);
  }

  private ObjectNode completed(ObjectNode object, AdmissionRequest request) {
    ObjectNode old = request.oldObject();
    if (old == null) {
      return RayClusterDefaults.apply(null, object);
    }
    ObjectNode restored = residuals.restore(old, object, request.userVersion());
    ObjectNode merged = AutoscalerMerge.merge(old, restored, request.fieldManager());
    return RayClusterDefaults.apply(old, merged);
  }
}
