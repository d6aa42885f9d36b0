package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.api.v1.defaulting.RayClusterDefaults;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.HubView;
import io.rayoperator.conversion.LostResiduals;
import io.rayoperator.conversion.OneSidedFields;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.webhook.autoscaling.AutoscalerMerge;
import io.rayoperator.webhook.ownership.FieldRemoval;
import io.rayoperator.webhook.ownership.FieldSet;
import java.util.List;

/**
 * Completes objects: gives back what the writer lost without knowing, removes what he gave up and
 * conversion brought back, keeps what the autoscaler set, and writes defaults. Idempotent.
 */
final class MutatingAdmission implements Admission {

  private final RayClusterConverter converter;
  private final LostResiduals residuals;
  private final OneSidedFields oneSided;

  MutatingAdmission(RayClusterConverter converter) {
    this.converter = converter;
    this.residuals = new LostResiduals(converter);
    this.oneSided = new OneSidedFields(converter);
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
    ObjectNode applied = withoutGivenUpFields(before, restored, request);
    ObjectNode merged =
        AutoscalerMerge.merge(before.hub(), applied, request.userVersion(), request.fieldManager());
    return RayClusterDefaults.apply(before.hub(), merged);
  }

  private ObjectNode withoutGivenUpFields(
      HubView before, ObjectNode restored, AdmissionRequest request) {
    FieldSet givenUp = GivenUpFields.of(request);
    if (givenUp.isEmpty()) {
      return restored;
    }
    ObjectNode old = request.userVersion() == ApiVersion.V1 ? before.hub() : before.shown();
    return oneSided.remove(
        new HubView(converter, restored),
        request.userVersion(),
        (object, shared) -> FieldRemoval.remove(givenUp, object, old, shared));
  }
}
