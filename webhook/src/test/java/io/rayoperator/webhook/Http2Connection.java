package io.rayoperator.webhook;

import io.rayoperator.testing.hostile.Http2Frames;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection, frame by frame (RFC 9113): for clients that do what a client library would
 * not do.
 */
final class Http2Connection implements AutoCloseable {

  /** What a stream is reset with that is ended early, but well. */
  static final int NO_ERROR = 0;

  /** What a stream is reset with that is given up. */
  static final int CANCEL = 8;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;

  private static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;

  private static final int INITIAL_WINDOW_SIZE = 4; // of SETTINGS
  private static final int MAX_FRAME = 16_384;
  private static final int CONNECTION = 0;

  private final SSLSocket socket;
  private final Http2Frames out;
  private final Map<Integer, Stream> streams = new HashMap<>();
  private long window = 65_535;
  private long initialWindow = 65_535;
  private boolean isSettled;
  private int nextId = 1;
  private boolean isClosed;
  private @Nullable Long lastRequest;
  private String farewell = "without a word";

  private Http2Connection(SSLSocket socket) throws IOException {
    this.socket = socket;
    this.out = new Http2Frames(socket.getOutputStream());
  }

  static Http2Connection to(int port, SSLContext trust) throws IOException {
    SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", port);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setApplicationProtocols(new String[] {"h2"});
    socket.setSSLParameters(parameters);
    Http2Connection connection = new Http2Connection(socket);
    connection.out.sendPreface();
    connection.frame(SETTINGS, 0, CONNECTION, new byte[0]);
    Thread.ofVirtual().start(connection::read);
    synchronized (connection) {
      connection.await("the server's settings", () -> connection.isSettled);
    }
    return connection;
  }

  /** A request and its answer. */
  final class Stream {
    private final int id;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private long room;
    private boolean isAnswered;
    private @Nullable Integer resetWith;

    private Stream(int id, long room) {
      this.id = id;
      this.room = room;
    }

    /**
     * Sends a part of the body as far as the server makes room for it, until it has answered.
     *
     * @return whether all was sent
     */
    boolean send(byte[] part, boolean isLast) throws IOException {
      int sent = 0;
      while (sent < part.length) {
        int count;
        synchronized (Http2Connection.this) {
          await("room for the body", () -> isOver() || (room > 0 && window > 0));
          if (isOver()) {
            return false;
          }
          count = (int) Math.min(Math.min(room, window), Math.min(MAX_FRAME, part.length - sent));
          room -= count;
          window -= count;
        }
        byte[] payload = Arrays.copyOfRange(part, sent, sent + count);
        sent += count;
        frame(DATA, isLast && sent == part.length ? END_STREAM : 0, id, payload);
      }
      return true;
    }

    /** Gives the request up. */
    void cancel() throws IOException {
      frame(RST_STREAM, 0, id, new byte[] {0, 0, 0, CANCEL});
    }

    /** Waits for the answer's body. */
    String answer() throws IOException {
      synchronized (Http2Connection.this) {
        await("an answer", this::isOver);
        if (!isAnswered) {
          throw new IOException("The stream was reset with " + resetWith);
        }
        return body.toString(StandardCharsets.UTF_8);
      }
    }

    /** Waits for the reset of the stream and returns its code. */
    int reset() throws IOException {
      synchronized (Http2Connection.this) {
        await("a reset", () -> resetWith != null);
        return Objects.requireNonNull(resetWith);
      }
    }

    private boolean isOver() {
      return isAnswered || resetWith != null;
    }
  }

  /**
   * Sends the headers of a request.
   *
   * @param contentLength negative to leave it out
   */
  Stream request(String method, String path, long contentLength) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(":method", method);
    fields.put(":scheme", "https");
    fields.put(":authority", "127.0.0.1");
    fields.put(":path", path);
    fields.put("content-type", "application/json");
    if (contentLength >= 0) {
      fields.put("content-length", Long.toString(contentLength));
    }
    synchronized (this) {
      Stream stream = new Stream(nextId, initialWindow);
      streams.put(nextId, stream);
      frame(HEADERS, END_HEADERS, nextId, Http2Frames.headers(fields));
      nextId += 2;
      return stream;
    }
  }

  /** Sends a whole request and returns the answer's body. */
  String post(String path, byte[] body) throws IOException {
    Stream stream = request("POST", path, body.length);
    stream.send(body, true);
    return stream.answer();
  }

  /** Waits until the server asks to begin no more requests; returns the last that it will take. */
  synchronized long goAway() throws IOException {
    await("a request to go away", () -> lastRequest != null);
    return Objects.requireNonNull(lastRequest);
  }

  private void frame(int type, int flags, int stream, byte[] payload) throws IOException {
    out.send(type, flags, stream, payload);
    out.flush();
  }

  private void read() {
    try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
      while (true) {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        byte[] payload = in.readNBytes(length);
        received(type, flags, stream, payload);
      }
    } catch (IOException e) {
      close();
    }
  }

  private synchronized void received(int type, int flags, int id, byte[] payload)
      throws IOException {
    Stream stream = streams.get(id);
    switch (type) {
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          for (int i = 0; i < payload.length; i += 6) {
            if (number(payload, i, 2) == INITIAL_WINDOW_SIZE) {
              initialWindow = number(payload, i + 2, 4);
            }
          }
          isSettled = true;
          frame(SETTINGS, ACK, CONNECTION, new byte[0]);
        }
      }
      case PING -> {
        if ((flags & ACK) == 0) {
          frame(PING, ACK, CONNECTION, payload);
        }
      }
      case WINDOW_UPDATE -> {
        if (id == CONNECTION) {
          window += number(payload, 0, 4);
        } else if (stream != null) {
          stream.room += number(payload, 0, 4);
        }
      }
      case DATA, HEADERS -> {
        if (stream != null) {
          if (type == DATA) {
            stream.body.writeBytes(payload);
          }
          stream.isAnswered |= (flags & END_STREAM) != 0;
        }
      }
      case RST_STREAM -> {
        if (stream != null && stream.resetWith == null) { // Later ones are about late frames.
          stream.resetWith = (int) number(payload, 0, 4);
        }
      }
      case GOAWAY -> {
        lastRequest = number(payload, 0, 4);
        isClosed |= number(payload, 4, 4) != NO_ERROR;
        farewell =
            "code "
                + number(payload, 4, 4)
                + " "
                + new String(payload, 8, payload.length - 8, StandardCharsets.US_ASCII);
      }
      default -> {} // nothing that matters here
    }
    notifyAll();
  }

  private static long number(byte[] bytes, int from, int count) {
    long number = 0;
    for (int i = from; i < from + count; i++) {
      number = number << 8 | (bytes[i] & 0xFF);
    }
    return number;
  }

  private synchronized void await(String what, BooleanSupplier condition) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (isClosed || left <= 0) {
        throw new IOException(
            (isClosed
                    ? "The connection was closed (" + farewell + "); I waited for "
                    : "Waited in vain for ")
                + what);
      }
      try {
        wait(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("Interrupted; I waited for " + what, e);
      }
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      isClosed = true;
      notifyAll();
    }
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
