package io.rayoperator.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says which cases of KubeRay's own tests (KubeRay contract §17) a test repeats. Listed in
 * docs/contract.md, like {@link Contract}, and part of the test's display name.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface AcceptanceCase {

  /** Numbers of cases; they are unique over all of §17. */
  int[] value();
}
