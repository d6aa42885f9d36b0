package io.rayoperator.webhook.review;

import java.util.concurrent.Semaphore;

/**
 * Lets so many reviews be worked on at the same time and no more: trees take many times the memory
 * of their text, and more of them than processors would not be done earlier.
 */
public final class ParallelReviews {

  private final Semaphore permits;

  public ParallelReviews(int most) {
    permits = new Semaphore(most, true);
  }

  /** Returns a handler that waits for its turn. */
  public ReviewHandler limit(ReviewHandler handler) {
    return review -> {
      permits.acquireUninterruptibly();
      try {
        return handler.handle(review);
      } finally {
        permits.release();
      }
    };
  }
}
