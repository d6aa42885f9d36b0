/** How running pods follow their templates (KubeRay contract §7). */
@NullMarked
package io.rayoperator.operator.model.upgrade;

import org.jspecify.annotations.NullMarked;
