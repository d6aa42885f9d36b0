package io.rayoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpecBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NamespaceClaimsTest {

  private long now;
  private final NamespaceClaims claims = new NamespaceClaims(() -> now);

  @Test
  void claimHoldsForItsNamespaceAndAsLongAsItIsRenewed() {
    claims.seen("ray", lease("one", 0, 15));
    assertThat(claims.holder("ray")).contains("one");
    assertThat(claims.holder("other")).isEmpty();
    after(14);
    claims.seen("ray", lease("one", 10, 15));
    after(14);
    assertThat(claims.holder("ray")).contains("one");
    after(1);
    assertThat(claims.holder("ray")).isEmpty();
  }

  @Test
  void sameRenewalSeenAgainIsNoRenewal() {
    claims.seen("ray", lease("one", 0, 15));
    after(14);
    claims.seen("ray", lease("one", 0, 15));
    after(1);
    assertThat(claims.holder("ray")).isEmpty();
  }

  @Test
  void leaseThatWasGivenBackIsNoClaim() {
    claims.seen("ray", lease("one", 0, 15));
    claims.seen("ray", lease("", 1, 15));
    assertThat(claims.holder("ray")).isEmpty();
    claims.seen("ray", null);
    assertThat(claims.holder("ray")).isEmpty();
  }

  @Test
  void noClaimLastsForEver() {
    claims.seen("ray", lease("one", 0, Integer.MAX_VALUE));
    after(61);
    assertThat(claims.holder("ray")).isEmpty();
  }

  private void after(int seconds) {
    now += TimeUnit.SECONDS.toNanos(seconds);
  }

  private static LeaseSpec lease(String holder, int renewed, int seconds) {
    return new LeaseSpecBuilder()
        .withHolderIdentity(holder)
        .withRenewTime(Instant.EPOCH.plusSeconds(renewed).atZone(ZoneOffset.UTC))
        .withLeaseDurationSeconds(seconds)
        .build();
  }
}
