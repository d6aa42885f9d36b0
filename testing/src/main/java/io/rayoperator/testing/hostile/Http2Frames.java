package io.rayoperator.testing.hostile;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What a client of HTTP/2 writes, frame by frame (RFC 9113). */
public final class Http2Frames {

  private final DataOutputStream out;

  /** Frames that go out as soon as the stream lets them. */
  public Http2Frames(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  /** Sends what a connection begins with; settings have to follow. */
  public synchronized void sendPreface() throws IOException {
    out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  /** Sends one frame as a whole, whoever sends another at the same time. */
  public synchronized void send(int type, int flags, int stream, byte[] payload)
      throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
  }

  public synchronized void flush() throws IOException {
    out.flush();
  }

  /**
   * Literals without a table and without Huffman's code (RFC 7541, section 6.2.2).
   *
   * @param fields in the order of the map; those with a colon have to stand first
   */
  public static byte[] headers(Map<String, String> fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    fields.forEach(
        (name, value) -> {
          block.write(0);
          for (String text : new String[] {name, value}) {
            block.write(text.length());
            block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
          }
        });
    return block.toByteArray();
  }
}
