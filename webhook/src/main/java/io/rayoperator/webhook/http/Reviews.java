package io.rayoperator.webhook.http;

import io.rayoperator.webhook.review.ReviewHandler;

/**
 * Who answers which path.
 *
 * @param maxAdmissionBytes size limit of a review with one object and its predecessor; the
 *     listener's own limit, made for lists to convert, is far higher
 */
public record Reviews(
    ReviewHandler convert, ReviewHandler mutate, ReviewHandler validate, int maxAdmissionBytes) {}
