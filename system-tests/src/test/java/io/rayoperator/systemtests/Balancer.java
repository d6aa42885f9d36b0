package io.rayoperator.systemtests;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * One address before several servers, as a Service is: a connection goes to one that is ready, and
 * stays there.
 */
final class Balancer implements AutoCloseable {

  /** A server behind it. */
  record Backend(int port, BooleanSupplier isReady) {}

  private final ServerSocket listener;
  private final List<Backend> backends;
  private final ExecutorService pipes = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger next = new AtomicInteger();

  private Balancer(ServerSocket listener, List<Backend> backends) {
    this.listener = listener;
    this.backends = backends;
  }

  static Balancer start(List<Backend> backends) throws IOException {
    Balancer balancer =
        new Balancer(new ServerSocket(0, 100, InetAddress.getLoopbackAddress()), backends);
    balancer.pipes.execute(balancer::accept);
    return balancer;
  }

  int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        pipes.execute(() -> connect(client));
      } catch (IOException e) {
        return; // It is closed.
      }
    }
  }

  private void connect(Socket client) {
    List<Backend> ready =
        backends.stream().filter(backend -> backend.isReady.getAsBoolean()).toList();
    try {
      if (ready.isEmpty()) {
        client.close();
        return;
      }
      Backend backend = ready.get(Math.floorMod(next.getAndIncrement(), ready.size()));
      Socket server = new Socket(InetAddress.getLoopbackAddress(), backend.port);
      pipes.execute(() -> pipe(server, client));
      pipe(client, server);
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  private static void pipe(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.shutdownOutput();
    } catch (IOException e) {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    pipes.shutdownNow();
  }
}
