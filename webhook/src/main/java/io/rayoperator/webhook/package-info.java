@NullMarked
package io.rayoperator.webhook;

import org.jspecify.annotations.NullMarked;
