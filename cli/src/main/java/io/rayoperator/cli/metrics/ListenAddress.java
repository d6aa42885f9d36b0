package io.rayoperator.cli.metrics;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses of listeners as users write them: {@code host:port}, {@code :port}, or 0. */
public final class ListenAddress {

  private static final Pattern ADDRESS = Pattern.compile("(.*):([0-9]{1,5})");

  private static final int LAST_PORT = 65_535;

  private ListenAddress() {}

  /**
   * The address, or null for 0, which stands for no listener. Port 0 takes a free one.
   *
   * @throws IllegalArgumentException if it is none; the message is for the user
   */
  public static @Nullable InetSocketAddress parse(String text) {
    if (text.equals("0")) {
      return null;
    }
    Matcher address = ADDRESS.matcher(text);
    if (!address.matches() || Integer.parseInt(address.group(2)) > LAST_PORT) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no address; write it as host:port or :port");
    }
    int port = Integer.parseInt(address.group(2));
    return address.group(1).isEmpty()
        ? new InetSocketAddress(port)
        : new InetSocketAddress(address.group(1), port);
  }
}
