package io.rayoperator.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which promises of the Python operator's two guides a test holds the product to. The page
 * docs/python-rows.md is made from it, and the build fails when a promise has no test.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.METHOD)
public @interface GuideRow {

  /** Ids of rows, such as {@code "004-13"}. */
  String[] value();
}
