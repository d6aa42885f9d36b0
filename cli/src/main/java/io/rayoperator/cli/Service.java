package io.rayoperator.cli;

import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a server running until the process is asked to end. */
final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private Service() {}

  /** Does not return. On SIGTERM or SIGINT the server is closed before the process ends. */
  static void runUntilStopped(AutoCloseable server) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "shutdown"));
    new CountDownLatch(1).await();
  }

  private static void close(AutoCloseable server) {
    try {
      server.close();
    } catch (Exception e) {
      LOG.warn("The end was not as orderly as it should be", e);
    }
  }
}
