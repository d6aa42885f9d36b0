package io.rayoperator.operator.model.quantity;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A quantity with its value and the way it is written. Sums keep the notation of the first addend
 * that is not zero, and are written with the largest suffix that leaves no fraction (KubeRay
 * contract D.2).
 */
public record Amount(BigDecimal value, Notation notation) {

  public static final Amount ZERO = new Amount(BigDecimal.ZERO, Notation.DECIMAL);

  private static final Pattern SYNTAX =
      Pattern.compile(
          "([+-]?(?:\\d+(?:\\.\\d*)?|\\.\\d+))(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\\d{1,3}))?");
  private static final String BINARY_SUFFIXES = "KMGTPE";
  private static final Map<String, Integer> DECIMAL_EXPONENTS =
      Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final String[] DECIMAL_SUFFIXES = {
    "n", "u", "m", "", "k", "M", "G", "T", "P", "E"
  };
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);

  /** How a quantity is written. */
  public enum Notation {
    /** Suffixes such as {@code m}, {@code k}, {@code M}. */
    DECIMAL,
    /** Suffixes such as {@code Ki}, {@code Mi}. */
    BINARY,
    /** An exponent such as {@code e3}. */
    EXPONENT
  }

  /** Reads a quantity as the API server would; empty if it is none. */
  public static Optional<Amount> parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    String binary = matcher.group(2);
    if (binary != null) {
      int power = BINARY_SUFFIXES.indexOf(binary.charAt(0)) + 1;
      return Optional.of(new Amount(number.multiply(KIBI.pow(power)), Notation.BINARY));
    }
    String exponent = matcher.group(4);
    if (exponent != null) {
      return Optional.of(
          new Amount(number.scaleByPowerOfTen(Integer.parseInt(exponent)), Notation.EXPONENT));
    }
    String decimal = matcher.group(3);
    int power = decimal == null ? 0 : DECIMAL_EXPONENTS.getOrDefault(decimal, 0);
    return Optional.of(new Amount(number.scaleByPowerOfTen(power), Notation.DECIMAL));
  }

  /** The amount of a quantity that the API server accepted; zero for an absent one. */
  public static Amount of(@Nullable Quantity quantity) {
    if (quantity == null || quantity.getAmount() == null) {
      return ZERO;
    }
    String format = quantity.getFormat() == null ? "" : quantity.getFormat();
    return parse(quantity.getAmount() + format).orElse(ZERO);
  }

  public boolean isZero() {
    return value.signum() == 0;
  }

  public Amount plus(Amount other) {
    return new Amount(value.add(other.value), isZero() ? other.notation : notation);
  }

  public Amount times(long factor) {
    return new Amount(value.multiply(BigDecimal.valueOf(factor)), notation);
  }

  /** The value as an integer, rounded up: half a CPU is one. */
  public BigInteger roundedUp() {
    return value.setScale(0, RoundingMode.CEILING).toBigIntegerExact();
  }

  /** The quantity in its shortest form, as in {@code 500m}, {@code 4Gi}, {@code 0}. */
  public Quantity toQuantity() {
    return Quantity.parse(toString());
  }

  @Override
  public String toString() {
    if (isZero()) {
      return "0";
    }
    // Go writes small binary quantities with decimal suffixes.
    if (notation == Notation.BINARY && value.abs().compareTo(KIBI) >= 0) {
      return binaryString();
    }
    return decimalString();
  }

  private String binaryString() {
    BigInteger mantissa = roundedUp();
    BigInteger kibi = KIBI.toBigIntegerExact();
    int power = 0;
    while (power < BINARY_SUFFIXES.length() && mantissa.mod(kibi).signum() == 0) {
      mantissa = mantissa.divide(kibi);
      power++;
    }
    return power == 0
        ? mantissa.toString()
        : mantissa + "" + BINARY_SUFFIXES.charAt(power - 1) + "i";
  }

  private String decimalString() {
    BigDecimal stripped = value.setScale(9, RoundingMode.CEILING).stripTrailingZeros();
    // The largest multiple of three that leaves an integer in front.
    int exponent = Math.floorDiv(-stripped.scale(), 3) * 3;
    int suffix = Math.min(exponent / 3 + 3, DECIMAL_SUFFIXES.length - 1);
    exponent = (suffix - 3) * 3;
    String mantissa = stripped.scaleByPowerOfTen(-exponent).toBigIntegerExact().toString();
    if (notation == Notation.EXPONENT) {
      return exponent == 0 ? mantissa : mantissa + "e" + exponent;
    }
    return mantissa + DECIMAL_SUFFIXES[suffix];
  }
}
