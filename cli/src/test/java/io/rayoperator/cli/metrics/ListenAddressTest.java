package io.rayoperator.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @Test
  void hostMayBeLeftOut() {
    assertThat(ListenAddress.parse(":8443")).isEqualTo(new InetSocketAddress(8443));
    assertThat(ListenAddress.parse("127.0.0.1:0"))
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
    assertThat(ListenAddress.parse("[::1]:1"))
        .isEqualTo(new InetSocketAddress(InetAddress.ofLiteral("::1"), 1));
  }

  @Test
  void zeroIsNowhere() {
    assertThat(ListenAddress.parse("0")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "8443", ":", ":x", ":65536", ":123456", "host"})
  void everythingElseIsAMistake(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text))
        .hasMessage("\"" + text + "\" is no address; write it as host:port or :port");
  }
}
