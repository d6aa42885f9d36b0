package io.rayoperator.operator.kubernetes;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Is told of every request to the API server. Called by many threads at once. */
public interface RequestObserver {

  /** A write has waited for its turn ({@code --qps}, {@code --burst}). */
  void waited(String method, String host, Duration time);

  /**
   * The API server has begun to answer.
   *
   * @param code HTTP status
   * @param time since the request was sent; null if unknown
   */
  void answered(String method, String host, int code, @Nullable Duration time);

  /** There was no answer. */
  void unanswered(String method, String host);
}
