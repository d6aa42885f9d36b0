package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Quantities of resources as the API server reads them: {@code 500m}, {@code 1.5Gi}, {@code 2e3}.
 */
public final class KubernetesQuantity {

  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30}))(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\\d{1,3}))?");
  private static final String BINARY_SUFFIXES = "KMGTPE";
  private static final Map<String, Integer> DECIMAL_EXPONENTS =
      Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

  private KubernetesQuantity() {}

  /** A quantity as it was written. */
  static String text(Quantity quantity) {
    return Objects.requireNonNullElse(quantity.getAmount(), "")
        + Objects.requireNonNullElse(quantity.getFormat(), "");
  }

  /** The number that a text stands for; empty if it is no quantity. */
  public static Optional<BigDecimal> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String binary = matcher.group(2);
    if (binary != null) {
      return Optional.of(number.multiply(KIBI.pow(BINARY_SUFFIXES.indexOf(binary.charAt(0)) + 1)));
    }
    String exponent = matcher.group(4);
    if (exponent != null) {
      return Optional.of(number.scaleByPowerOfTen(Integer.parseInt(exponent)));
    }
    String decimal = matcher.group(3);
    return Optional.of(
        decimal == null
            ? number
            : number.scaleByPowerOfTen(DECIMAL_EXPONENTS.getOrDefault(decimal, 0)));
  }
}
