/** What exists in Kubernetes, reduced to what decisions need. */
@NullMarked
package io.rayoperator.operator.model.observed;

import org.jspecify.annotations.NullMarked;
