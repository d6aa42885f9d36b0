package io.rayoperator.api.v1.validation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "255.255.255.255",
        "::",
        "::1",
        "fd00::10",
        "2001:DB8::A",
        "::ffff:10.0.0.1",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:10.0.0.1",
        "1::8",
        "1:2:3:4:5:6:7::"
      })
  void isAnAddress(String text) {
    assertThat(IpAddress.isAddress(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "10.0.0",
        "10.0.0.256",
        "10.0.0.1.",
        "10.0.0.1/8",
        "1",
        "localhost",
        "a:b",
        "fe80::1%eth0",
        "::g",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7",
        "1::2:3:4:5:6:7:8",
        "1::2::3",
        "12345::",
        ":1",
        "1:",
        "10.0.0.1::",
        "::10.0.0.1:1",
        "1:2:3:4:5:6:7:1.1.1.1",
        "[::1]",
        "a.example.com"
      })
  void isNone(String text) {
    assertThat(IpAddress.isAddress(text)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "0.0.0.0/0", "10.0.0.1/32", "fd00::/64", "::/128"})
  void isABlock(String text) {
    assertThat(IpAddress.isBlock(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.0",
        "10.0.0.0/33",
        "fd00::/129",
        "10.0.0.0/",
        "10.0.0.0/-1",
        "/8",
        "any/0",
        "::/1234"
      })
  void isNoBlock(String text) {
    assertThat(IpAddress.isBlock(text)).isFalse();
  }
}
