package io.rayoperator.testing;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.rayoperator.testing.kubelet.PodNetwork;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/** What {@link ControlPlane} does. */
final class ControlPlaneExtension
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private static final ExtensionContext.Namespace STORE =
      ExtensionContext.Namespace.create(ControlPlaneExtension.class);
  private static final int LOG_LINES = 20;

  private static final Map<Class<?>, Function<ExtensionContext, Object>> PARAMETERS =
      Map.of(
          LocalControlPlane.class, context -> session(context).controlPlane(),
          KubernetesClient.class, context -> session(context).client(),
          Kubectl.class, context -> session(context).controlPlane().kubectl(),
          Etcd.class, context -> session(context).controlPlane().etcd(),
          AuditLog.class, context -> session(context).controlPlane().auditLog(),
          PodNetwork.class, context -> session(context).podNetwork(),
          TestNamespace.class, ControlPlaneExtension::namespace);

  @Override
  public void beforeAll(ExtensionContext context) {
    session(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    namespace(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    LocalControlPlane controlPlane = session(context).controlPlane();
    context
        .getExecutionException()
        .ifPresent(
            failure ->
                System.err.println(
                    context.getDisplayName() + " failed.\n" + controlPlane.logs().tail(LOG_LINES)));
    TestNamespaces.delete(session(context).client(), namespace(context));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Objects.requireNonNull(PARAMETERS.get(parameter.getParameter().getType()))
        .apply(context);
  }

  /**
   * One per outermost class: a nested class finds that of the class around it. JUnit closes it
   * after the class.
   */
  private static ControlPlaneSession session(ExtensionContext context) {
    return context
        .getStore(STORE)
        .computeIfAbsent(
            ControlPlaneSession.class,
            key -> ControlPlaneSession.open(annotation(context)),
            ControlPlaneSession.class);
  }

  private static ControlPlane annotation(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), ControlPlane.class)
        .orElseThrow();
  }

  private static TestNamespace namespace(ExtensionContext context) {
    String method =
        context
            .getTestMethod()
            .orElseThrow(
                () ->
                    new ParameterResolutionException("Only a test has a namespace, not its class"))
            .getName();
    return context
        .getStore(STORE)
        .computeIfAbsent(
            TestNamespace.class,
            key -> TestNamespaces.create(session(context).client(), method),
            TestNamespace.class);
  }
}
