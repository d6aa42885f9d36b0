package io.rayoperator.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebhookCommandTest {

  @Test
  void registrationNeedsCertificatesOfItsOwn() {
    assertThat(CommandLineRun.of("webhook", "--register-url"))
        .returns(ExitCode.USAGE, CommandLineRun::exitCode)
        .extracting(CommandLineRun::err)
        .asString()
        .startsWith("--register-url needs --self-managed-certificates");
  }

  @Test
  void takenPortIsAFailureThatSaysWhichAddress(@TempDir Path directory) throws IOException {
    try (ServerSocket taken = new ServerSocket(0)) {
      assertThat(
              CommandLineRun.of(
                  "webhook",
                  "--port=0",
                  "--health-port=" + taken.getLocalPort(),
                  "--self-managed-certificates=" + directory))
          .returns(ExitCode.FAILURE, CommandLineRun::exitCode)
          .extracting(CommandLineRun::err)
          .asString()
          .contains(Integer.toString(taken.getLocalPort()), "Address already in use");
    }
  }
}
