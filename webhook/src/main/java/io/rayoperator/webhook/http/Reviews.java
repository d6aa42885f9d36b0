package io.rayoperator.webhook.http;

import io.rayoperator.webhook.review.ReviewHandler;

/**
 * Who answers which path.
 *
 * @param maxConversionBytes size limit of a review with any number of objects to convert, which is
 *     the listener's own limit
 * @param maxAdmissionBytes size limit of a review with one object and its predecessor
 */
public record Reviews(
    ReviewHandler convert,
    ReviewHandler mutate,
    ReviewHandler validate,
    int maxConversionBytes,
    int maxAdmissionBytes) {}
