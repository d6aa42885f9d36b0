package io.rayoperator.api.v1.validation;

import java.util.regex.Pattern;

/** The forms of names that Kubernetes knows. */
final class KubernetesNames {

  /** What a DNS-1123 label is, for messages. */
  static final String LABEL_FORM =
      "at most 63 lower-case letters, digits and '-', and begin and end with a letter or digit";

  /** What a DNS-1123 subdomain is, for messages. */
  static final String SUBDOMAIN_FORM =
      "at most 253 lower-case letters, digits, '-' and '.', and every part begin and end with a letter or digit";

  /** What the key of a label is, for messages. */
  static final String LABEL_KEY_FORM =
      "at most 63 letters, digits, '-', '_' and '.', begin and end with a letter or digit, and perhaps a DNS name and '/' before it";

  /** What the value of a label is, for messages. */
  static final String LABEL_VALUE_FORM =
      "at most 63 letters, digits, '-', '_' and '.', and begin and end with a letter or digit";

  /** What the name of a port is, for messages. */
  static final String PORT_FORM =
      "at most 15 lower-case letters, digits and '-', a letter among them, no '--' and no '-' at its ends";

  static final int MAX_LABEL = 63;
  private static final int MAX_PORT = 15;
  private static final int MAX_SUBDOMAIN = 253;

  private static final Pattern DNS_1035 = Pattern.compile("[a-z][-a-z0-9]*(?<!-)");
  private static final Pattern DNS_1123 = Pattern.compile("[a-z0-9][-a-z0-9]*(?<!-)");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*(?<![-_.]))?");
  private static final Pattern LABEL_NAME = Pattern.compile("[A-Za-z0-9][-A-Za-z0-9_.]*(?<![-_.])");

  private KubernetesNames() {}

  /** What Services are named: it begins with a letter. */
  static boolean isDns1035Label(String name) {
    return name.length() <= MAX_LABEL && hasDns1035Form(name);
  }

  /** A DNS-1035 label but for its length. */
  static boolean hasDns1035Form(String name) {
    return DNS_1035.matcher(name).matches();
  }

  static boolean isDns1123Label(String name) {
    return name.length() <= MAX_LABEL && DNS_1123.matcher(name).matches();
  }

  /** What pods are named. */
  static boolean isDns1123Subdomain(String name) {
    if (name.length() > MAX_SUBDOMAIN) {
      return false;
    }
    for (String label : name.split("\\.", -1)) {
      if (!DNS_1123.matcher(label).matches()) {
        return false;
      }
    }
    return true;
  }

  static boolean isLabelValue(String value) {
    return value.length() <= MAX_LABEL && LABEL_VALUE.matcher(value).matches();
  }

  /** A label key: a name, perhaps with a DNS prefix and a slash before it. */
  static boolean isQualifiedName(String key) {
    int slash = key.indexOf('/');
    String name = key.substring(slash + 1);
    return (slash < 0 || isDns1123Subdomain(key.substring(0, slash)))
        && name.length() <= MAX_LABEL
        && LABEL_NAME.matcher(name).matches();
  }

  /** What ports of containers are named (RFC 6335, IANA service name). */
  static boolean isPortName(String name) {
    if (name.isEmpty() || name.length() > MAX_PORT || name.startsWith("-") || name.endsWith("-")) {
      return false;
    }
    boolean hasLetter = false;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isLetter = c >= 'a' && c <= 'z';
      if (!isLetter && !(c >= '0' && c <= '9') && !(c == '-' && name.charAt(i - 1) != '-')) {
        return false;
      }
      hasLetter |= isLetter;
    }
    return hasLetter;
  }
}
