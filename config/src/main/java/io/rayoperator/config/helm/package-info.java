/** What is generated of the Helm chart. */
@NullMarked
package io.rayoperator.config.helm;

import org.jspecify.annotations.NullMarked;
