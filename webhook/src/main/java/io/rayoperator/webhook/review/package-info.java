/**
 * JSON in, JSON out: what the reviews of the API server have in common.
 *
 * <p>Objects stay Jackson trees from the first byte to the last, so that no field, number or
 * explicit null is lost or respelled on the way.
 */
@NullMarked
package io.rayoperator.webhook.review;

import org.jspecify.annotations.NullMarked;
