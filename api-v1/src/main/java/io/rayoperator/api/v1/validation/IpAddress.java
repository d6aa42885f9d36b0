package io.rayoperator.api.v1.validation;

import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Literal IP addresses of both families, and blocks of them. */
final class IpAddress {

  private static final Pattern V4 = Pattern.compile("(\\d{1,3})(\\.\\d{1,3}){3}");

  private static final Pattern V6_GROUP = Pattern.compile("[0-9a-fA-F]{1,4}");
  private static final int V6_GROUPS = 8;
  private static final int NO_GROUPS = -1;

  private static final int MAX_OCTET = 255;
  private static final int V4_BITS = 32;
  private static final int V6_BITS = 128;

  private IpAddress() {}

  static boolean isAddress(String text) {
    return isV4(text) || isV6(text);
  }

  /** An address and the length of its prefix: {@code 10.0.0.0/8}. */
  static boolean isBlock(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return false;
    }
    String address = text.substring(0, slash);
    String length = text.substring(slash + 1);
    int bits = isV4(address) ? V4_BITS : isV6(address) ? V6_BITS : -1;
    return length.matches("\\d{1,3}") && Integer.parseInt(length) <= bits;
  }

  /** Notes an address that is absent or none. */
  static void require(Rule rule, FieldPath path, @Nullable String address, Violations found) {
    String text = Objects.requireNonNullElse(address, "");
    if (text.isEmpty()) {
      found.required(rule, path, "give an IP address");
    } else if (!isAddress(text)) {
      found.invalid(rule, path, text, "must be an IP address, such as 10.0.0.10 or fd00::10");
    }
  }

  private static boolean isV4(String text) {
    if (!V4.matcher(text).matches()) {
      return false;
    }
    for (String octet : text.split("\\.", -1)) {
      if (Integer.parseInt(octet) > MAX_OCTET) {
        return false;
      }
    }
    return true;
  }

  private static boolean isV6(String text) {
    int gap = text.indexOf("::");
    if (gap < 0) {
      return groups(text, true) == V6_GROUPS;
    }
    int before = groups(text.substring(0, gap), false);
    int after = groups(text.substring(gap + 2), true);
    return before >= 0 && after >= 0 && before + after < V6_GROUPS;
  }

  /** How many groups of 16 bits there are, or {@link #NO_GROUPS}; none in an empty text. */
  private static int groups(String text, boolean mayEndAsV4) {
    if (text.isEmpty()) {
      return 0;
    }
    String[] parts = text.split(":", -1);
    int last = parts.length - 1;
    for (int i = 0; i < last; i++) {
      if (!V6_GROUP.matcher(parts[i]).matches()) {
        return NO_GROUPS;
      }
    }
    if (V6_GROUP.matcher(parts[last]).matches()) {
      return parts.length;
    }
    return mayEndAsV4 && isV4(parts[last]) ? parts.length + 1 : NO_GROUPS;
  }
}
