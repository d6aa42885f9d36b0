package io.rayoperator.cli.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class NoReverseLookupsTest {

  @Test
  void addressesHaveNoNamesButNamesHaveAddresses() throws UnknownHostException {
    byte[] loopback = {127, 0, 0, 1};

    assertThat(InetAddress.getByAddress(loopback).getHostName()).isEqualTo("127.0.0.1");
    assertThat(InetAddress.getByName("localhost").isLoopbackAddress()).isTrue();
  }
}
