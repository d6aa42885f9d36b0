/** Which pods to create and which to delete (KubeRay contract §5, §6). */
@NullMarked
package io.rayoperator.operator.model.scale;

import org.jspecify.annotations.NullMarked;
