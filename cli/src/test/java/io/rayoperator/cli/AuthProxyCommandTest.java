package io.rayoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuthProxyCommandTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --upstream=http://10.0.0.1:8080/ | is no HTTP server of this pod
          --upstream=https://127.0.0.1:8080/ | is no HTTP server of this pod
          --secure-listen-address=8443 | "8443" is no address; write it as host:port or :port
          --secure-listen-address=0 | Without an address there is nothing to do
          """)
  void mistakesAreRefused(String option, String message) {
    assertThat(CommandLineRun.of("auth-proxy", option))
        .returns(ExitCode.USAGE, CommandLineRun::exitCode)
        .extracting(CommandLineRun::err)
        .asString()
        .contains(message);
  }

  @Test
  void takenPortIsAFailureThatSaysWhichAddress() throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(
              CommandLineRun.of(
                  "auth-proxy", "--secure-listen-address=127.0.0.1:" + taken.getLocalPort()))
          .returns(ExitCode.FAILURE, CommandLineRun::exitCode)
          .extracting(CommandLineRun::err)
          .asString()
          .contains(Integer.toString(taken.getLocalPort()), "Address already in use");
    }
  }

  @ParameterizedTest
  @CsvSource({"manager", "webhook"})
  void serversRefuseWhatIsNoAddress(String server) {
    assertThat(CommandLineRun.of(server, "--secure-metrics-addr=8443"))
        .returns(ExitCode.USAGE, CommandLineRun::exitCode)
        .extracting(CommandLineRun::err)
        .asString()
        .startsWith("\"8443\" is no address");
  }
}
