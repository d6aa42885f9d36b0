package io.rayoperator.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.rayoperator.webhook.tls.CertificateDirectory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is given its certificate needs no Bouncy Castle. Distributions may leave it out of
 * the class path, and should: Netty loads it when it is there, for nothing.
 */
class WithoutBouncyCastleTest {

  @TempDir Path directory;

  /** A process that serves with the certificate in a directory, and ends. */
  static final class Server {

    private Server() {}

    public static void main(String[] arguments) {
      WebhookServerConfig config =
          WebhookServerConfig.serving(new CertificateDirectory(Path.of(arguments[0])))
              .withAddress(WebhookServerConfig.Address.LOCAL)
              .withShutdown(WebhookServerConfig.Shutdown.PROMPT);
      try (WebhookServer server = WebhookServer.start(config)) {
        System.out.println("ready: " + server.isReady());
      }
    }
  }

  @Test
  void serverWithAGivenCertificateRuns() throws Exception {
    TestServer.certificates(directory).read();
    Path output = directory.resolve("output.txt");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPathWithoutBouncyCastle(),
                Server.class.getName(),
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).contains("ready: true");
  }

  private static String classPathWithoutBouncyCastle() {
    String whole =
        Objects.requireNonNullElse(
            System.getProperty("surefire.test.class.path"), System.getProperty("java.class.path"));
    String[] parts = whole.split(File.pathSeparator, -1);
    String rest =
        Arrays.stream(parts)
            .filter(part -> !part.contains("org" + File.separator + "bouncycastle"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(rest).isNotEqualTo(whole).contains("webhook" + File.separator + "target");
    return rest;
  }
}
