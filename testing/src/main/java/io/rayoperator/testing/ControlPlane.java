package io.rayoperator.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Runs the tests of a class against a real Kubernetes API server.
 *
 * <p>Constructors, lifecycle methods and tests may take these parameters:
 *
 * <ul>
 *   <li>{@link LocalControlPlane}: the control plane, its kubeconfig and addresses;
 *   <li>{@link io.fabric8.kubernetes.client.KubernetesClient}: one administrator's client for the
 *       class; it does not repeat failed requests;
 *   <li>{@link TestNamespace}: a namespace of this test alone (not in a constructor,
 *       {@code @BeforeAll} or {@code @AfterAll}). It is deleted after the test, without waiting;
 *   <li>{@link Kubectl}, {@link Etcd}, {@link AuditLog}.
 * </ul>
 *
 * <p>All test classes of a build that ask for the same components share one control plane. It
 * starts with the first of them and ends with the Maven process. Custom resource definitions and
 * webhook configurations belong to everyone there, so each class starts without webhooks, and
 * installs what it needs with {@link RayClusterApi}; classes do not run at the same time. A class
 * that breaks the control plane itself takes its {@link #own()}.
 *
 * <p>When a test fails, the last lines of the log of every process of the control plane are
 * printed.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(ControlPlaneExtension.class)
@ResourceLock("io.rayoperator.testing.ControlPlane")
public @interface ControlPlane {

  /** Processes to run besides etcd and the API server. */
  Component[] components() default {};

  /** How many nodes {@link Component#KWOK} simulates. Without it there is no node. */
  int nodes() default 3;

  /**
   * More flags of processes, such as {@code kube-apiserver=--feature-gates=SomeGate=true}. Only for
   * a control plane that is the class's {@link #own()}.
   */
  String[] flags() default {};

  /** Whether the class gets a control plane of its own, which ends with it. */
  boolean own() default false;

  /**
   * Whether the API server listens in a {@link io.rayoperator.testing.kubelet.PodNetwork}, which
   * the class can take as a parameter, and calls webhooks at the addresses of pods there. Needs
   * root, {@link #own()}, and is skipped, saying why, where there can be none.
   */
  boolean podNetwork() default false;
}
