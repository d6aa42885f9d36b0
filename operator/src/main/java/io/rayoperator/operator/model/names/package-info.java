/** Names of children and the three ways to shorten them (KubeRay contract §1.1 to §1.4). */
@NullMarked
package io.rayoperator.operator.model.names;

import org.jspecify.annotations.NullMarked;
