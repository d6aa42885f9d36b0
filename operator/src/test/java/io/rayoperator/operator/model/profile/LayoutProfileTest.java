package io.rayoperator.operator.model.profile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the guides of the older layouts promise. */
class LayoutProfileTest {

  private static final PodGroup HEAD = new PodGroup("demo", "head", "headgroup", "head", "");
  private static final PodGroup WORKERS = new PodGroup("demo", "worker", "small", "worker", "");

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          kuberay,   demo-head-,           demo-small-worker-, demo-head-svc, false
          ant,       demo-headgroup-head-, demo-small-worker-, demo-head,     true
          bytedance, demo-head-,           demo-worker-small-, demo-head,     false
          microsoft, demo-head-,           demo-worker-small-, demo-head-svc, false
          """)
  void namesAreThoseOfTheLayout(
      String layout, String head, String worker, String service, boolean numbered) {
    LayoutProfile profile = profile(layout);
    assertThat(profile.podPrefix(HEAD)).isEqualTo(head);
    assertThat(profile.podPrefix(WORKERS)).isEqualTo(worker);
    assertThat(profile.headService("demo")).isEqualTo(service);
    assertThat(profile.numbersPods()).isEqualTo(numbered);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "kuberay", "Ant", "ant ", "../ant", "python"})
  void whatIsUnknownMeansKubeRays(@Nullable String layout) {
    assertThat(profile(layout)).isEqualTo(LayoutProfile.of(Map.of()));
    assertThat(profile(layout)).isInstanceOf(KubeRayProfile.class);
  }

  @Test
  void antsPodsCarryItsLabels() {
    LayoutProfile ant = profile("ant");
    assertThat(ant.podLabels(WORKERS))
        .isEqualTo(
            Map.of(
                "rayclusters.ray.io/component-name", "ray-operator",
                "raycluster.instance.name", "demo",
                "raycluster.pod.type", "worker"));
    assertThat(ant.labelsOfPod("demo-small-worker-0"))
        .isEqualTo(Map.of("raycluster.component", "demo-small-worker-0"));
    assertThat(ant.headServiceLabels()).isEmpty();
  }

  /** Ant's drafts had groups of further types. */
  @Test
  void typeOfAnAntGroupIsTheNameOfItsContainer() {
    LayoutProfile ant = profile("ant");
    PodGroup group = new PodGroup("demo", "worker", "API", "clusterapiserver", "");
    assertThat(ant.podPrefix(group)).isEqualTo("demo-api-clusterapiserver-");
    assertThat(ant.podLabels(group)).containsEntry("raycluster.pod.type", "clusterapiserver");
    assertThat(ant.podPrefix(new PodGroup("demo", "worker", "a", "", "")))
        .isEqualTo("demo-a-worker-");
  }

  @Test
  void byteDancesPodsCarryItsLabel() {
    LayoutProfile byteDance = profile("bytedance");
    assertThat(byteDance.podLabels(HEAD)).isEqualTo(Map.of("ray.io/id", "demo-head"));
    assertThat(byteDance.podLabels(WORKERS)).isEqualTo(Map.of("ray.io/id", "demo-worker"));
  }

  @Test
  void microsoftsPodsAndServiceCarryItsLabels() {
    LayoutProfile microsoft = profile("microsoft");
    assertThat(microsoft.podLabels(HEAD))
        .isEqualTo(
            Map.of(
                "isRayNode", "yes",
                "rayClusterName", "demo",
                "rayNodeType", "head",
                "groupName", "headgroup",
                "identifier", "demo-head"));
    assertThat(microsoft.podLabels(WORKERS))
        .containsEntry("groupName", "small")
        .containsEntry("identifier", "demo-worker");
    assertThat(microsoft.headServiceLabels()).isEqualTo(Map.of("isRayService", "yes"));
  }

  @Test
  void kubeRaysPodsAndServiceCarryNoOthers() {
    LayoutProfile kubeRay = profile("kuberay");
    assertThat(kubeRay.podLabels(HEAD)).isEmpty();
    assertThat(kubeRay.labelsOfPod("demo-head-xxxxx")).isEmpty();
    assertThat(kubeRay.headServiceLabels()).isEmpty();
    assertThat(kubeRay.imagesMayBeOld()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ant", "bytedance", "microsoft"})
  void longestNamesStayWithinTheLimitsOfKubernetes(String layout) {
    PodGroup longest = new PodGroup("c".repeat(53), "worker", "g".repeat(63), "w".repeat(63), "");
    LayoutProfile profile = profile(layout);
    String name = profile.podPrefix(longest) + "2147483647-4096";
    assertThat(name).hasSizeLessThanOrEqualTo(253).matches("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
    assertThat(profile.podLabels(longest).values()).allMatch(value -> value.length() <= 63);
    assertThat(profile.labelsOfPod(name).values()).allMatch(value -> value.length() <= 63);
    assertThat(profile.headService(longest.cluster())).hasSizeLessThanOrEqualTo(63);
  }

  @Test
  void shortenedPrefixesEndWithOneDash() {
    PodGroup dotted = new PodGroup("c".repeat(40), "worker", "g.-h", "w", "");
    assertThat(profile("bytedance").podPrefix(dotted)).isEqualTo("c".repeat(40) + "-worker-g-");
  }

  private static LayoutProfile profile(@Nullable String layout) {
    return LayoutProfile.of(Collections.singletonMap("conversion.ray.io/layout", layout));
  }
}
