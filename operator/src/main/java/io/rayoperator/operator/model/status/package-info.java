/** What the status says (KubeRay contract §13). */
@NullMarked
package io.rayoperator.operator.model.status;

import org.jspecify.annotations.NullMarked;
