/** Log lines that are about one of the Python operator's clusters. */
@NullMarked
package io.rayoperator.operator.log;

import org.jspecify.annotations.NullMarked;
