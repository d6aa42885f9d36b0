package io.rayoperator.cli;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps a server running until the process is asked to end. */
final class Service {

  private static final Logger LOG = LoggerFactory.getLogger(Service.class);

  private Service() {}

  /**
   * Does not return. On SIGTERM or SIGINT the servers are closed, in this order, before the process
   * ends.
   */
  static void runUntilStopped(AutoCloseable... servers) throws InterruptedException {
    Runtime.getRuntime()
        .addShutdownHook(new Thread(() -> List.of(servers).forEach(Service::close), "shutdown"));
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
