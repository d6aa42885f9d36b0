package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Sysctl;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Kernel parameters (sysctls) of pods. */
final class KernelParameterRules extends PodRuleGroup {

  private static final int MAX_NAME = 253;
  private static final Pattern NAME = Pattern.compile("[a-z0-9][-_a-z0-9]*(?<![-_])");

  private static final Rule FORM =
      Rule.error(
          "sysctl-form",
          SOURCE,
          "The names of sysctls are lower-case words with '.' or '/' between them, and each is there once.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  securityContext:
                    sysctls:
                      - {name: net.core.SoMaxConn, value: "4096"}""");

  private static final Rule OF_NODE =
      Rule.error(
          "sysctl-of-pod",
          SOURCE,
          "A pod with hostNetwork has no sysctl of the network (net.), one with hostIPC none of shared memory and messages"
              + " (kernel.shm, kernel.msg, kernel.sem, fs.mqueue.): they are the node's.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  hostNetwork: true
                  securityContext:
                    sysctls:
                      - {name: net.core.somaxconn, value: "4096"}""");

  @Override
  public String title() {
    return "Kernel parameters of pods";
  }

  @Override
  public List<Rule> rules() {
    return List.of(FORM, OF_NODE);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    PodSpec pod = template.podSpec().orElse(null);
    PodSecurityContext context = pod == null ? null : pod.getSecurityContext();
    if (pod == null || context == null) {
      return;
    }
    boolean networkOfNode = Boolean.TRUE.equals(pod.getHostNetwork());
    boolean messagesOfNode = Boolean.TRUE.equals(pod.getHostIPC());
    Set<String> names = new HashSet<>();
    ClusterView.forEach(
        template.specPath().child("securityContext").child("sysctls"),
        context.getSysctls(),
        Sysctl::getName,
        (path, sysctl) -> {
          String name = Objects.requireNonNullElse(sysctl.getName(), "");
          checkForm(path.child("name"), name, names, found);
          String dotted = name.replace('/', '.');
          if (networkOfNode && dotted.startsWith("net.")) {
            found.invalid(
                OF_NODE, path.child("name"), name, "is the node's, because hostNetwork is true");
          } else if (messagesOfNode && isOfMessages(dotted)) {
            found.invalid(
                OF_NODE, path.child("name"), name, "is the node's, because hostIPC is true");
          }
        });
  }

  private static void checkForm(FieldPath path, String name, Set<String> names, Violations found) {
    if (name.isEmpty()) {
      found.required(FORM, path, "name the kernel parameter");
    } else if (!isName(name)) {
      found.invalid(
          FORM,
          path,
          name,
          "must be lower-case words with '.' between, such as net.core.somaxconn");
    } else if (!names.add(name)) {
      found.duplicate(FORM, path, name, "is set already; remove one of the two");
    }
  }

  private static boolean isName(String name) {
    if (name.length() > MAX_NAME) {
      return false;
    }
    for (String word : name.split("[./]", -1)) {
      if (!NAME.matcher(word).matches()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfMessages(String name) {
    return name.equals("kernel.sem")
        || name.startsWith("kernel.shm")
        || name.startsWith("kernel.msg")
        || name.startsWith("fs.mqueue.");
  }
}
