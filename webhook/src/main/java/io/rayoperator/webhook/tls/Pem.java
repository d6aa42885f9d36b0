package io.rayoperator.webhook.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One block of a PEM text: {@code -----BEGIN label-----}, Base64, {@code -----END label-----}. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Pem(String label, byte[] der) {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /**
   * The blocks of a text in their order; what stands between them is ignored.
   *
   * @throws GeneralSecurityException if a block is not Base64
   */
  static List<Pem> parse(byte[] text) throws GeneralSecurityException {
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(new String(text, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      blocks.add(new Pem(matcher.group(1), decode(matcher.group(2))));
    }
    return blocks;
  }

  private static byte[] decode(String base64) throws GeneralSecurityException {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("a PEM block is not Base64", e);
    }
  }

  /** This block as text, with a line break at the end. */
  String text() {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }
}
