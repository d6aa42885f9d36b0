package io.rayoperator.webhook.review;

import org.jspecify.annotations.Nullable;

/**
 * A body that is no review, so that there is no uid to answer to. The message is for the caller.
 */
public final class MalformedReviewException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedReviewException(String message) {
    super(message);
  }

  public MalformedReviewException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
