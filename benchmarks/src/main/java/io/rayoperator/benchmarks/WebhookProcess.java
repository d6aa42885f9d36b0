package io.rayoperator.benchmarks;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A running {@code ray-operator webhook} on this machine. */
public final class WebhookProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration LOOK_AGAIN = Duration.ofMillis(2);

  private final Process process;
  private final Path certificates;
  private final int port;
  private final URI health;
  private final Duration startToReady;

  private WebhookProcess(
      Process process, Path certificates, int port, URI health, Duration startToReady) {
    this.process = process;
    this.certificates = certificates;
    this.port = port;
    this.health = health;
    this.startToReady = startToReady;
  }

  /**
   * Starts a server and returns when it is ready.
   *
   * @param directory keeps its certificates, which are issued by the first start, and its log
   */
  public static WebhookProcess start(Path launcher, Path directory)
      throws IOException, InterruptedException {
    Path certificates = directory.resolve("certificates");
    int port = freePort();
    int healthPort = freePort();
    long begin = System.nanoTime();
    Process process =
        new ProcessBuilder(
                launcher.toString(),
                "webhook",
                "--host=127.0.0.1",
                "--port=" + port,
                "--health-port=" + healthPort,
                "--self-managed-certificates=" + certificates)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
            .start();
    URI health = URI.create("http://127.0.0.1:" + healthPort);
    while (!isReady(health.resolve("/readyz"))) {
      if (!process.isAlive() || System.nanoTime() - begin > START_LIMIT.toNanos()) {
        process.destroyForcibly();
        throw new IllegalStateException(
            "The webhook server did not become ready:\n"
                + Files.readString(directory.resolve("log")));
      }
      Thread.sleep(LOOK_AGAIN);
    }
    return new WebhookProcess(
        process, certificates, port, health, Duration.ofNanos(System.nanoTime() - begin));
  }

  private static boolean isReady(URI readiness) {
    try {
      HttpURLConnection connection = (HttpURLConnection) readiness.toURL().openConnection();
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException e) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public Duration startToReady() {
    return startToReady;
  }

  public URI conversion() {
    return URI.create("https://127.0.0.1:" + port + "/convert");
  }

  /** The certificates (PEM) that sign the server's. */
  public String caBundle() throws IOException {
    return Files.readString(certificates.resolve("ca.crt"));
  }

  public ProcessUsage usage() {
    return ProcessUsage.of(process.pid());
  }

  /** How many objects it has converted since the start. */
  public long conversions() throws IOException {
    try (InputStream metrics = health.resolve("/metrics").toURL().openStream()) {
      return new String(metrics.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("ray_operator_webhook_conversions_total{"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  /** Trusts this server alone. */
  public SSLContext trust() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    byte[] pem = caBundle().getBytes(StandardCharsets.US_ASCII);
    for (Certificate certificate :
        CertificateFactory.getInstance("X.509")
            .generateCertificates(new ByteArrayInputStream(pem))) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return context;
  }

  /**
   * Bytes that all threads have allocated since the start. The first call loads a management agent
   * into the server, so memory is to be measured before.
   */
  @SuppressWarnings("BanJNDI") // The address is that of a process which this one has started.
  public long allocatedBytes() throws IOException, AttachNotSupportedException {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(process.pid()));
    try (JMXConnector connector =
        JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()))) {
      return ManagementFactory.getPlatformMXBean(
              connector.getMBeanServerConnection(), com.sun.management.ThreadMXBean.class)
          .getTotalThreadAllocatedBytes();
    } finally {
      machine.detach();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
