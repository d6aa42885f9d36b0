/** What is done for a RayCluster that is being deleted. */
@NullMarked
package io.rayoperator.operator.model.deletion;

import org.jspecify.annotations.NullMarked;
