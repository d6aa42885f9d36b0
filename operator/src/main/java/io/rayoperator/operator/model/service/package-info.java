/** Services of a RayCluster (KubeRay contract §3). */
@NullMarked
package io.rayoperator.operator.model.service;

import org.jspecify.annotations.NullMarked;
