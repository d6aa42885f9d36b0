package io.rayoperator.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which sections of the KubeRay contract a test holds the product to; on a class, which ones
 * all of its tests do. The page docs/contract.md is made from it, and the build fails when a
 * section has no test.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Contract {

  /** Numbers of sections, such as {@code "2.3"}. */
  String[] value();
}
