package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.ConversionAnnotations;
import io.rayoperator.webhook.ownership.FieldSet;
import io.rayoperator.webhook.ownership.ManagedFields;
import io.rayoperator.webhook.ownership.ManagedFields.Entry;
import io.rayoperator.webhook.ownership.Step;
import java.util.Map;

/**
 * The fields that somebody applied on the server before and applies no more, and that nobody else
 * owns.
 *
 * <p>The API server removes them itself, in each version in which somebody has written the object,
 * and by their paths. In the version that has no path for a field, because it is a part of a
 * residual there, the field stays, and comes back with the residual.
 */
final class GivenUpFields {

  private static final String SPEC = "spec";

  private GivenUpFields() {}

  /**
   * Returns those of the spec that the API server may have left, in the version of the request;
   * empty also where the residual itself has an owner, who applied it with all that is in it.
   */
  static FieldSet of(AdmissionRequest request) {
    ObjectNode object = request.object();
    ObjectNode old = request.oldObject();
    if (object == null || old == null) {
      return FieldSet.EMPTY;
    }
    String version = request.userVersion().groupVersion();
    ManagedFields now = ManagedFields.of(object);
    Entry applied = now.applied(request.fieldManager(), version); // null if nothing is left
    Entry appliedBefore = ManagedFields.of(old).applied(request.fieldManager(), version);
    if (appliedBefore == null
        || (applied != null && applied.fieldsV1().equals(appliedBefore.fieldsV1()))) {
      return FieldSet.EMPTY;
    }
    FieldSet inOtherVersion = now.union(entry -> !entry.apiVersion().equals(version));
    if (inOtherVersion.isEmpty() || ownsResidual(inOtherVersion, request.userVersion())) {
      return FieldSet.EMPTY;
    }
    FieldSet owned = now.union(entry -> entry.apiVersion().equals(version));
    FieldSet givenUp = appliedBefore.fields().at(SPEC).minus(owned.at(SPEC));
    return givenUp.isEmpty()
        ? FieldSet.EMPTY
        : new FieldSet(false, Map.of(new Step.Field(SPEC), givenUp));
  }

  /** What a version alone can say is in an annotation of the other one. */
  private static boolean ownsResidual(FieldSet inOtherVersion, ApiVersion userVersion) {
    String residual =
        userVersion == ApiVersion.V1
            ? ConversionAnnotations.V1_RESIDUAL
            : ConversionAnnotations.V1ALPHA1_RESIDUAL;
    return !inOtherVersion.at("metadata", "annotations", residual).isEmpty();
  }
}
