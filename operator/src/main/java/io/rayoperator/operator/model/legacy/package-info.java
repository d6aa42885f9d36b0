/** What is decided about the Python operator's clusters beyond their translation. */
@NullMarked
package io.rayoperator.operator.model.legacy;

import org.jspecify.annotations.NullMarked;
