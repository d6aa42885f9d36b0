/**
 * {@code /convert}: ConversionReviews of {@code apiextensions.k8s.io/v1}, one object or ten
 * thousand.
 */
@NullMarked
package io.rayoperator.webhook.conversion;

import org.jspecify.annotations.NullMarked;
