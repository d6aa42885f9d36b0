package io.rayoperator.webhook.tls;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;

/** As much of ASN.1's distinguished encoding rules as it takes to wrap a private key. */
final class Der {

  static final int INTEGER = 0x02;
  static final int OCTET_STRING = 0x04;
  static final int OBJECT_IDENTIFIER = 0x06;
  static final int SEQUENCE = 0x30;

  private Der() {}

  /** A value with its tag and length; its content is the parts, one after the other. */
  static byte[] value(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    writeLength(out, content.size());
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  private static void writeLength(ByteArrayOutputStream out, int length) {
    if (length < 0x80) {
      out.write(length);
      return;
    }
    int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
    out.write(0x80 | bytes);
    for (int i = bytes - 1; i >= 0; i--) {
      out.write(length >>> (8 * i));
    }
  }

  /**
   * The content of the first value with this tag inside a sequence.
   *
   * @throws GeneralSecurityException if the bytes are no sequence or hold no such value
   */
  static byte[] findInSequence(byte[] sequence, int tag) throws GeneralSecurityException {
    Reader outer = new Reader(sequence);
    if (outer.nextTag() != SEQUENCE) {
      throw new GeneralSecurityException("the key is not an ASN.1 sequence");
    }
    Reader inner = new Reader(outer.nextContent());
    while (inner.hasNext()) {
      int found = inner.nextTag();
      byte[] content = inner.nextContent();
      if (found == tag) {
        return content;
      }
    }
    throw new GeneralSecurityException(
        "the key lacks the part with ASN.1 tag 0x" + Integer.toHexString(tag));
  }

  private static final class Reader {

    private final byte[] bytes;
    private int position;

    Reader(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean hasNext() {
      return position < bytes.length;
    }

    int nextTag() throws GeneralSecurityException {
      return next();
    }

    byte[] nextContent() throws GeneralSecurityException {
      int length = next();
      if (length > 0x80 && length <= 0x84) {
        int count = length & 0x7f;
        length = 0;
        for (int i = 0; i < count; i++) {
          length = length << 8 | next();
        }
      }
      if (length < 0 || length > bytes.length - position) {
        throw new GeneralSecurityException("the key ends too early");
      }
      byte[] content = new byte[length];
      System.arraycopy(bytes, position, content, 0, length);
      position += length;
      return content;
    }

    private int next() throws GeneralSecurityException {
      if (position >= bytes.length) {
        throw new GeneralSecurityException("the key ends too early");
      }
      return bytes[position++] & 0xff;
    }
  }
}
