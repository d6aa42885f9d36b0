/** Head and worker pods (KubeRay contract §2). */
@NullMarked
package io.rayoperator.operator.model.pod;

import org.jspecify.annotations.NullMarked;
