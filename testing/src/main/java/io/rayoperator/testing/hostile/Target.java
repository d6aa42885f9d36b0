package io.rayoperator.testing.hostile;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * A webhook server on this machine.
 *
 * @param trust trusts its certificate
 */
public record Target(int port, SSLContext trust) {

  private static final int TIMEOUT_MILLIS = 20_000;

  URI path(String path) {
    return URI.create("https://127.0.0.1:" + port + path);
  }

  /** A connection without TLS. */
  Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    return socket;
  }

  /**
   * A connection with TLS, after the handshake.
   *
   * @param protocol {@code h2} or {@code http/1.1}
   */
  SSLSocket openTls(String protocol) throws IOException {
    SSLSocket socket =
        (SSLSocket) trust.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {protocol});
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }
}
