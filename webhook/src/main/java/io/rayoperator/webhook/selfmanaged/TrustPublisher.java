package io.rayoperator.webhook.selfmanaged;

import java.io.IOException;

/** Makes the API server trust authorities. */
@FunctionalInterface
public interface TrustPublisher {

  /** For servers whose callers are told whom to trust by somebody else. */
  TrustPublisher NONE = caBundle -> {};

  /**
   * Returns when the API server has been told. Called now and again with what it was told before,
   * because somebody else may have overwritten it.
   *
   * @param caBundle PEM
   * @throws IOException if it cannot be told now
   */
  void publish(String caBundle) throws IOException;
}
