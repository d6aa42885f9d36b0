package io.rayoperator.api.v1.schema;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The value is a number from 0 up, or a percentage as in {@code 25%}. */
@Documented
@Target(ElementType.FIELD)
@Retention(RetentionPolicy.RUNTIME)
public @interface CountOrPercentage {

  /** The syntax of percentages: up to three digits. */
  String PERCENTAGE = "^\\d{1,3}%$";
}
