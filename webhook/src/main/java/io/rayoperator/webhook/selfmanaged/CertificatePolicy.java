package io.rayoperator.webhook.selfmanaged;

import java.time.Duration;

/**
 * How long certificates live.
 *
 * @param authorityValidity of an authority; a new one takes over when a serving certificate would
 *     outlive the old
 * @param servingValidity of a serving certificate; it is replaced when a third of that is left
 * @param trustOverlap how long a new authority is known to the API server before it signs
 */
public record CertificatePolicy(
    Duration authorityValidity, Duration servingValidity, Duration trustOverlap) {

  /** Ten years, ninety days, ten minutes. */
  public static final CertificatePolicy USUAL =
      new CertificatePolicy(Duration.ofDays(3650), Duration.ofDays(90), Duration.ofMinutes(10));

  public CertificatePolicy {
    if (authorityValidity.compareTo(servingValidity.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "An authority must live at least twice as long as what it signs");
    }
  }
}
