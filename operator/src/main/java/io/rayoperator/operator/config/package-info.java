/** What can be configured, with its defaults and its descriptions. Reads nothing by itself. */
@NullMarked
package io.rayoperator.operator.config;

import org.jspecify.annotations.NullMarked;
