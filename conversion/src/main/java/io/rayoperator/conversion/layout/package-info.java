/**
 * The four shapes in which {@code ray.io/v1alpha1} was published, one package each. No package
 * imports another.
 */
@NullMarked
package io.rayoperator.conversion.layout;

import org.jspecify.annotations.NullMarked;
