package io.rayoperator.webhook.review;

/** Answers the reviews of one path. Thread-safe. */
@FunctionalInterface
public interface ReviewHandler {

  /**
   * Returns the answer to a review, which may be that it failed.
   *
   * @throws MalformedReviewException if the body is no review, so that there is no uid to answer to
   */
  byte[] handle(byte[] review) throws MalformedReviewException;
}
