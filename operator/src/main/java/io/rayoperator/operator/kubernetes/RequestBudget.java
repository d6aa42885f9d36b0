package io.rayoperator.operator.kubernetes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests the operator allows itself: a bucket that fills with {@code qps} tokens a
 * second up to {@code burst} (KubeRay contract §16.1).
 */
final class RequestBudget {

  private final double tokensPerNano;
  private final double burst;
  private final LongSupplier nanoTime;
  private double tokens;
  private long lastRefill;

  RequestBudget(double qps, int burst, LongSupplier nanoTime) {
    this.tokensPerNano = qps / TimeUnit.SECONDS.toNanos(1);
    this.burst = burst;
    this.nanoTime = nanoTime;
    this.tokens = burst;
    this.lastRefill = nanoTime.getAsLong();
  }

  /**
   * Takes a token and waits until it is there. Whoever asks first is served first.
   *
   * @return how long that took
   */
  Duration acquire() throws InterruptedException {
    Duration wait = reserve();
    if (wait.isPositive()) {
      Thread.sleep(wait);
    }
    return wait;
  }

  /** Takes a token, perhaps one of the future, and says how long it takes until it is there. */
  synchronized Duration reserve() {
    long now = nanoTime.getAsLong();
    tokens = Math.min(burst, tokens + (now - lastRefill) * tokensPerNano);
    lastRefill = now;
    tokens -= 1;
    return tokens >= 0 ? Duration.ZERO : Duration.ofNanos((long) (-tokens / tokensPerNano));
  }
}
