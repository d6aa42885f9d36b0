package io.rayoperator.cli.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an unquoted YAML scalar means to kubectl.
 *
 * <p>kubectl reads YAML 1.1 with go-yaml: {@code yes}, {@code on} and {@code y} are true, {@code
 * 010} is eight, {@code 1_000} is a thousand; unlike YAML 1.1 says, {@code 1:30} and dates are
 * strings.
 */
final class PlainScalar {

  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Pattern INTEGER =
      Pattern.compile(
          "(?<sign>[-+]?)(?:0[xX](?<hex>[0-9a-fA-F]+)|0[bB](?<binary>[01]+)|0[oO]?(?<octal>[0-7]+)|(?<decimal>0|[1-9][0-9]*))");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]{1,4})?");

  private PlainScalar() {}

  static JsonNode resolve(String text) {
    if (TRUE.contains(text)) {
      return BooleanNode.TRUE;
    }
    if (FALSE.contains(text)) {
      return BooleanNode.FALSE;
    }
    if (NULL.contains(text)) {
      return NullNode.instance;
    }
    char first = text.charAt(0);
    return "+-.0123456789".indexOf(first) < 0 ? TextNode.valueOf(text) : number(text);
  }

  static boolean isString(String text) {
    return resolve(text).isTextual();
  }

  private static JsonNode number(String text) {
    String digits = text.charAt(0) == '.' ? text : text.replace("_", "");
    Matcher integer = INTEGER.matcher(digits);
    if (integer.matches()) {
      return narrowest(integer(integer));
    }
    return FLOAT.matcher(digits).matches()
        ? DecimalNode.valueOf(new BigDecimal(digits))
        : TextNode.valueOf(text);
  }

  /**
   * The kind of node that Jackson's JSON parser would give, so that equal numbers are equal nodes.
   */
  private static JsonNode narrowest(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return IntNode.valueOf(value.intValueExact());
    }
    return value.bitLength() < Long.SIZE
        ? LongNode.valueOf(value.longValueExact())
        : BigIntegerNode.valueOf(value);
  }

  private static BigInteger integer(Matcher matched) {
    BigInteger magnitude;
    if (matched.group("hex") != null) {
      magnitude = new BigInteger(matched.group("hex"), 16);
    } else if (matched.group("binary") != null) {
      magnitude = new BigInteger(matched.group("binary"), 2);
    } else if (matched.group("octal") != null) {
      magnitude = new BigInteger(matched.group("octal"), 8);
    } else {
      magnitude = new BigInteger(matched.group("decimal"));
    }
    return "-".equals(matched.group("sign")) ? magnitude.negate() : magnitude;
  }
}
