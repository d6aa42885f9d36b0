/** {@code ray-operator migrate} as a process, on clusters that KubeRay installed. */
@NullMarked
package io.rayoperator.systemtests.migration;

import org.jspecify.annotations.NullMarked;
