/** What probes and Prometheus ask a running operator. */
@NullMarked
package io.rayoperator.operator.health;

import org.jspecify.annotations.NullMarked;
