/**
 * A RayCluster as the model reads it: absent fields have the meaning that the contract gives them.
 */
@NullMarked
package io.rayoperator.operator.model.cluster;

import org.jspecify.annotations.NullMarked;
