/**
 * What users of the layouts before KubeRay's may count on: their guides and manifests name pods,
 * Services, labels and ports that {@code ray.io/v1} has no field for. What v1 can say, conversion
 * has written into the object; the rest is here.
 */
@NullMarked
package io.rayoperator.operator.model.profile;

import org.jspecify.annotations.NullMarked;
