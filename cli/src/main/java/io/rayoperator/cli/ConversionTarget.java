package io.rayoperator.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.conversion.ApiVersion;
import io.rayoperator.conversion.RayClusterConverter;
import io.rayoperator.conversion.explain.ConversionExplainer;
import io.rayoperator.conversion.explain.Explanation;
import io.rayoperator.conversion.layout.Layout;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What {@code --to} asks for. */
sealed interface ConversionTarget {

  ApiVersion version();

  ObjectNode convert(RayClusterConverter converter, ObjectNode object);

  Explanation explain(ConversionExplainer explainer, ObjectNode object);

  /** A version; v1alpha1 in the object's own layout. */
  record InVersion(ApiVersion version) implements ConversionTarget {
    @Override
    public ObjectNode convert(RayClusterConverter converter, ObjectNode object) {
      return converter.convert(object, version);
    }

    @Override
    public Explanation explain(ConversionExplainer explainer, ObjectNode object) {
      return explainer.explain(object, version);
    }

    @Override
    public String toString() {
      return version.groupVersion();
    }
  }

  /** v1alpha1 in a layout of choice. */
  record InLayout(Layout layout) implements ConversionTarget {
    @Override
    public ApiVersion version() {
      return ApiVersion.V1ALPHA1;
    }

    @Override
    public ObjectNode convert(RayClusterConverter converter, ObjectNode object) {
      return converter.convert(object, layout);
    }

    @Override
    public Explanation explain(ConversionExplainer explainer, ObjectNode object) {
      return explainer.explain(object, layout);
    }

    @Override
    public String toString() {
      return version().groupVersion() + " in " + layout.title() + "'s layout";
    }
  }

  /**
   * Reads {@code v1}, {@code v1alpha1} and {@code v1alpha1:ant}, with or without {@code ray.io/}
   * before it.
   */
  final class Parser implements ITypeConverter<ConversionTarget> {

    @Override
    public ConversionTarget convert(String text) {
      String[] parts = text.split(":", 2);
      ApiVersion version = version(parts[0]);
      if (parts.length == 1) {
        return new InVersion(version);
      }
      if (version != ApiVersion.V1ALPHA1) {
        throw new TypeConversionException("only v1alpha1 has layouts");
      }
      return new InLayout(layout(parts[1]));
    }

    private static ApiVersion version(String text) {
      return Arrays.stream(ApiVersion.values())
          .filter(version -> text.equals(version.version()) || text.equals(version.groupVersion()))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException("'" + text + "' is no version: v1 and v1alpha1 are"));
    }

    private static Layout layout(String text) {
      return Arrays.stream(Layout.values())
          .filter(layout -> layout.id().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' is no layout; these are: "
                          + Arrays.stream(Layout.values())
                              .map(Layout::id)
                              .sorted()
                              .collect(Collectors.joining(", "))));
    }
  }
}
