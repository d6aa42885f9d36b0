package io.rayoperator.webhook.admission;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.HubView;
import io.rayoperator.conversion.RayClusterConverter;
import org.jspecify.annotations.Nullable;

/**
 * What a request makes of an object. Each of the two states is converted once, however many look at
 * it in v1alpha1.
 *
 * @param userVersion the version in which the user wrote the object
 * @param before null if the object is new
 */
record Change(ApiVersion userVersion, @Nullable HubView before, HubView after) {

  /**
   * @param object that of the request
   */
  static Change of(AdmissionRequest request, ObjectNode object, RayClusterConverter converter) {
    ObjectNode old = request.oldObject();
    return new Change(
        request.userVersion(),
        old == null ? null : new HubView(converter, old),
        new HubView(converter, object));
  }
}
