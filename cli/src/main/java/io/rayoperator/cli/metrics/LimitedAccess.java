package io.rayoperator.cli.metrics;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Few questions at a time: a flood of tokens that nobody knows must not reach the API server. */
final class LimitedAccess implements Access {

  private final Access access;
  private final Semaphore questions;
  private final Duration patience;

  /**
   * Limits an access.
   *
   * @param parallel how many questions are asked at the same time
   * @param patience how long others wait, before the answer is that it could not be found out
   */
  LimitedAccess(Access access, int parallel, Duration patience) {
    this.access = access;
    this.questions = new Semaphore(parallel, true);
    this.patience = patience;
  }

  @Override
  public Answer of(BearerToken token) {
    try {
      if (!questions.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        return Answer.UNKNOWN;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Answer.UNKNOWN;
    }
    try {
      return access.of(token);
    } finally {
      questions.release();
    }
  }
}
