package io.rayoperator.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import org.junit.jupiter.api.Test;

class ConnectionTest {

  @Test
  void aClientWithACertificateDoesNotLookForAToken() {
    Config given = config().withClientCertData("certificate").build();
    assertThat(Connection.of(given, "agent", 0).getOauthToken()).isEmpty();
  }

  @Test
  void aTokenThatMayBeRenewedIsKept() {
    Config given = config().withAutoOAuthToken("from a file").build();
    Config config = Connection.of(given, "agent", 0);
    assertThat(config.getOauthToken()).isNull();
    assertThat(config.getAutoOAuthToken()).isEqualTo("from a file");
  }

  @Test
  void aTokenThatSomebodyProvidesIsKept() {
    Config given = config().withOauthTokenProvider(() -> "provided").build();
    Config config = Connection.of(given, "agent", 0);
    assertThat(config.getOauthToken()).isNull();
    assertThat(config.getOauthTokenProvider().getToken()).isEqualTo("provided");
  }

  @Test
  void agentAndRetriesAreThoseOfTheClient() {
    Config config = Connection.of(config().build(), "agent", 3);
    assertThat(config.getUserAgent()).isEqualTo("agent");
    assertThat(config.getRequestRetryBackoffLimit()).isEqualTo(3);
  }

  private static ConfigBuilder config() {
    return new ConfigBuilder().withAutoConfigure(false);
  }
}
