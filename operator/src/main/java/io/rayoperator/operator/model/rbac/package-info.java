/** What the autoscaler may do (KubeRay contract §2.10). */
@NullMarked
package io.rayoperator.operator.model.rbac;

import org.jspecify.annotations.NullMarked;
