/**
 * {@code ray.io/v1}: the storage version of RayCluster, wire-compatible with KubeRay 1.7 (KubeRay
 * contract, Appendix A).
 *
 * <p>The classes are beans whose properties are named as in JSON. A null property is an absent
 * field: nothing is defaulted here, absent and empty stay distinct, and null is never written.
 * Fields that this version of the classes does not know are kept by {@link
 * io.rayoperator.api.v1.ApiObject}; enumerations are strings, so that values of a later version
 * survive.
 */
@NullMarked
package io.rayoperator.api.v1;

import org.jspecify.annotations.NullMarked;
