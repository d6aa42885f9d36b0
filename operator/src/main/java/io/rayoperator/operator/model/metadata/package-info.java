/** Labels, annotations and owner references of children (KubeRay contract §1.5 to §1.8). */
@NullMarked
package io.rayoperator.operator.model.metadata;

import org.jspecify.annotations.NullMarked;
