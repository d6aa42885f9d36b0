package io.rayoperator.api.v1.validation;

import io.fabric8.kubernetes.api.model.AppArmorProfile;
import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfile;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Security contexts of pods, of their containers, and of autoscalerOptions. */
final class SecurityContextRules extends PodRuleGroup {

  private static final long MAX_ID = Integer.MAX_VALUE;
  private static final String SYS_ADMIN = "CAP_SYS_ADMIN";
  private static final String LOCALHOST = "Localhost";
  private static final Choices PROFILES = Choices.of(LOCALHOST, "RuntimeDefault", "Unconfined");
  private static final Choices CHANGE_POLICIES = Choices.of("Always", "OnRootMismatch");

  private static final Rule ESCALATION =
      Rule.error(
          "security-privilege-escalation",
          SOURCE,
          "allowPrivilegeEscalation is not false for a container that is privileged or adds CAP_SYS_ADMIN.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      securityContext: {privileged: true, allowPrivilegeEscalation: false}""");

  private static final Rule ROOT =
      Rule.error(
          "security-not-root",
          SOURCE + " (the kubelet starts no such container)",
          "runAsUser is not 0 where runAsNonRoot is true; a container's own fields go before those of its pod.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  securityContext: {runAsNonRoot: true}
                  containers:
                    - name: ray-head
                      image: rayproject/ray:2.50.0
                      securityContext: {runAsUser: 0}""");

  private static final Rule ID =
      Rule.error(
          "security-id-range",
          SOURCE,
          "Ids of users and groups are between 0 and 2147483647.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  securityContext: {fsGroup: -1}""");

  private static final Rule PROFILE =
      Rule.error(
          "security-profile",
          SOURCE,
          "The type of a seccompProfile or appArmorProfile is "
              + PROFILES
              + "; with Localhost, and only then, there is a"
              + " localhostProfile.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  securityContext:
                    seccompProfile: {type: Localhost}""");

  private static final Rule GROUP_CHANGE =
      Rule.error(
          "security-group-change-policy",
          SOURCE,
          "fsGroupChangePolicy is " + CHANGE_POLICIES + ".",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  securityContext: {fsGroup: 1000, fsGroupChangePolicy: Never}""");

  private static final Rule PROCESSES =
      Rule.error(
          "security-process-namespaces",
          SOURCE,
          "hostPID and shareProcessNamespace are not both true.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  hostPID: true
                  shareProcessNamespace: true""");

  private static final Rule USERS =
      Rule.error(
          "security-user-namespace",
          SOURCE,
          "A pod with hostUsers: false has neither hostPID nor hostIPC.",
          """
          spec:
            headGroupSpec:
              template:
                spec:
                  hostUsers: false
                  hostPID: true""");

  @Override
  public String title() {
    return "Security contexts";
  }

  @Override
  public List<Rule> rules() {
    return List.of(ESCALATION, ROOT, ID, PROFILE, GROUP_CHANGE, PROCESSES, USERS);
  }

  @Override
  void check(ClusterView.Template template, Violations found) {
    PodSpec pod = template.podSpec().orElse(null);
    if (pod == null) {
      return;
    }
    if (Boolean.TRUE.equals(pod.getHostPID())
        && Boolean.TRUE.equals(pod.getShareProcessNamespace())) {
      found.invalid(
          PROCESSES,
          template.specPath().child("shareProcessNamespace"),
          true,
          "cannot be together with hostPID; remove one of the two");
    }
    checkUsers(template.specPath(), pod, found);
    PodSecurityContext ofPod = pod.getSecurityContext();
    FieldPath ofPodPath = template.specPath().child("securityContext");
    if (ofPod != null) {
      checkPod(ofPodPath, ofPod, found);
    }
    Set<FieldPath> rootPaths = new LinkedHashSet<>();
    for (ClusterView.PodContainer container : template.allContainers()) {
      SecurityContext context = container.spec().getSecurityContext();
      FieldPath path = container.path().child("securityContext");
      if (context != null) {
        checkContainer(path, context, found);
      }
      if (startsAsRoot(ofPod, context)) {
        rootPaths.add(saysUser(context) ? path : ofPodPath);
      }
    }
    for (FieldPath path : rootPaths) {
      found.invalid(
          ROOT,
          path.child("runAsUser"),
          0,
          "is root, which runAsNonRoot: true does not let start; choose another user, or remove runAsNonRoot");
    }
  }

  private static void checkUsers(FieldPath path, PodSpec pod, Violations found) {
    boolean sharesProcesses =
        Boolean.TRUE.equals(pod.getHostPID()) || Boolean.TRUE.equals(pod.getHostIPC());
    if (Boolean.FALSE.equals(pod.getHostUsers()) && sharesProcesses) {
      found.forbidden(
          USERS,
          path.child("hostUsers"),
          "cannot be false together with hostPID or hostIPC; remove one of them");
    }
  }

  private static void checkPod(FieldPath path, PodSecurityContext context, Violations found) {
    checkId(path.child("runAsUser"), context.getRunAsUser(), found);
    checkId(path.child("runAsGroup"), context.getRunAsGroup(), found);
    checkId(path.child("fsGroup"), context.getFsGroup(), found);
    ClusterView.forEach(
        path.child("supplementalGroups"),
        context.getSupplementalGroups(),
        group -> null,
        (groupPath, group) -> checkId(groupPath, group, found));
    checkSeccomp(path.child("seccompProfile"), context.getSeccompProfile(), found);
    checkAppArmor(path.child("appArmorProfile"), context.getAppArmorProfile(), found);
    CHANGE_POLICIES.check(
        GROUP_CHANGE, path.child("fsGroupChangePolicy"), context.getFsGroupChangePolicy(), found);
  }

  private static void checkContainer(FieldPath path, SecurityContext context, Violations found) {
    checkId(path.child("runAsUser"), context.getRunAsUser(), found);
    checkId(path.child("runAsGroup"), context.getRunAsGroup(), found);
    checkSeccomp(path.child("seccompProfile"), context.getSeccompProfile(), found);
    checkAppArmor(path.child("appArmorProfile"), context.getAppArmorProfile(), found);
    if (Boolean.FALSE.equals(context.getAllowPrivilegeEscalation())) {
      if (Boolean.TRUE.equals(context.getPrivileged())) {
        forbidEscalation(path, "the container is privileged", found);
      } else if (addsSysAdmin(context.getCapabilities())) {
        forbidEscalation(path, "the container adds " + SYS_ADMIN, found);
      }
    }
  }

  private static boolean addsSysAdmin(@Nullable Capabilities capabilities) {
    return capabilities != null && ClusterView.orEmpty(capabilities.getAdd()).contains(SYS_ADMIN);
  }

  private static void forbidEscalation(FieldPath path, String because, Violations found) {
    found.invalid(
        ESCALATION,
        path.child("allowPrivilegeEscalation"),
        false,
        "cannot be false, because " + because + "; remove one of the two");
  }

  /** Whether the kubelet would start a container as root, and is told not to. */
  private static boolean startsAsRoot(
      @Nullable PodSecurityContext ofPod, @Nullable SecurityContext ofContainer) {
    Optional<PodSecurityContext> pod = Optional.ofNullable(ofPod);
    Optional<SecurityContext> container = Optional.ofNullable(ofContainer);
    boolean notRoot =
        container
            .map(SecurityContext::getRunAsNonRoot)
            .or(() -> pod.map(PodSecurityContext::getRunAsNonRoot))
            .orElse(false);
    long user =
        container
            .map(SecurityContext::getRunAsUser)
            .or(() -> pod.map(PodSecurityContext::getRunAsUser))
            .orElse(-1L);
    return notRoot && user == 0;
  }

  private static boolean saysUser(@Nullable SecurityContext ofContainer) {
    return ofContainer != null && ofContainer.getRunAsUser() != null;
  }

  private static void checkId(FieldPath path, @Nullable Long id, Violations found) {
    if (id != null && (id < 0 || id > MAX_ID)) {
      found.invalid(ID, path, id, "must be between 0 and " + MAX_ID);
    }
  }

  private static void checkSeccomp(
      FieldPath path, @Nullable SeccompProfile profile, Violations found) {
    if (profile != null) {
      checkProfile(path, profile.getType(), profile.getLocalhostProfile(), found);
    }
  }

  private static void checkAppArmor(
      FieldPath path, @Nullable AppArmorProfile profile, Violations found) {
    if (profile != null) {
      checkProfile(path, profile.getType(), profile.getLocalhostProfile(), found);
    }
  }

  private static void checkProfile(
      FieldPath path, @Nullable String type, @Nullable String localhostProfile, Violations found) {
    if (type == null || type.isEmpty()) {
      found.required(PROFILE, path.child("type"), "must be one of " + PROFILES);
      return;
    }
    PROFILES.check(PROFILE, path.child("type"), type, found);
    if (type.equals(LOCALHOST) && localhostProfile == null) {
      found.required(
          PROFILE,
          path.child("localhostProfile"),
          "name the profile on the node, as type is Localhost");
    } else if (!type.equals(LOCALHOST) && localhostProfile != null) {
      found.invalid(
          PROFILE,
          path.child("localhostProfile"),
          localhostProfile,
          "can be there with type Localhost only");
    }
  }
}
