/**
 * {@code ray.io/v1alpha1}, deprecated: the union of the four layouts that shared this version. The
 * classes follow the rules of {@link io.rayoperator.api.v1}; they describe the schema and serve
 * readers, the conversion works on JSON.
 */
@NullMarked
package io.rayoperator.api.v1alpha1;

import org.jspecify.annotations.NullMarked;
