/**
 * The log of Ray's autoscaler as the operator passes it on, and the status block that the Python
 * operator's guides show. What stands in such a log is a tenant's: none of it is believed, and none
 * of it costs more than a bound.
 */
@NullMarked
package io.rayoperator.operator.model.autoscalerlog;

import org.jspecify.annotations.NullMarked;
