package io.rayoperator.migration.leave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rayoperator.legacy.LegacyManifest;
import io.rayoperator.legacy.LegacyNames;
import io.rayoperator.legacy.LegacyTranslator;
import io.rayoperator.legacy.Translation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Whether a cluster can leave {@code cluster.ray.io/v1} while it runs.
 *
 * @param notices what has no equal in {@code ray.io/v1}, as {@code convert} tells it, and what to
 *     know before it leaves
 * @param reasons why it cannot leave now, and what to do about it; none if it can
 */
public record Departure(List<String> notices, List<String> reasons) {

  private static final int NAMED = 5;
  private static final String HEAD = "head";

  public Departure {
    notices = List.copyOf(notices);
    reasons = List.copyOf(reasons);
  }

  public boolean isPossible() {
    return reasons.isEmpty();
  }

  /** Judges. */
  public static Departure of(LegacyFacts facts) {
    List<String> reasons = new ArrayList<>();
    List<String> notices = new ArrayList<>();
    if (LegacyFacts.isBeingDeleted(facts.legacy())) {
      reasons.add(beingDeleted(facts));
      return new Departure(notices, reasons);
    }
    switch (LegacyManifest.toRayIo(facts.legacy())) {
      case Translation.Refused refused ->
          refused.problems().forEach(problem -> reasons.add("not valid: " + problem));
      case Translation.Translated translated -> notices.addAll(translated.notices());
    }
    notices.addAll(Origins.of(facts.legacy()));
    addFinalizers(facts, reasons);
    addRemains(facts, reasons);
    addRayCluster(facts, reasons);
    return new Departure(notices, reasons);
  }

  private static String beingDeleted(LegacyFacts facts) {
    String rest = facts.finalizers().isEmpty() ? "" : "; its finalizers: " + facts.finalizers();
    ObjectNode rayCluster = facts.rayCluster();
    return rayCluster != null
            && !LegacyFacts.isOwned(rayCluster)
            && !LegacyFacts.isBeingDeleted(rayCluster)
        ? "has left, but the object of cluster.ray.io stays until somebody removes what keeps it"
            + rest
        : "is being deleted, and its cluster with it" + rest;
  }

  private static void addFinalizers(LegacyFacts facts, List<String> reasons) {
    List<String> kopfs = facts.finalizers().stream().filter(LegacyNames::isKopfs).toList();
    List<String> others =
        facts.finalizers().stream().filter(name -> !kopfs.contains(name)).toList();
    if (!kopfs.isEmpty()) {
      reasons.add(
          "has a finalizer of the Python operator, "
              + kopfs
              + ", that would keep it; an operator with --legacy-clusters removes it: is one running?");
    }
    if (!others.isEmpty()) {
      reasons.add("has finalizers that would keep it: " + others + "; remove them first");
    }
  }

  /** What the Python operator itself has made is not taken over, and would lose its owner. */
  private static void addRemains(LegacyFacts facts, List<String> reasons) {
    List<String> remains = new ArrayList<>();
    facts.pods().stream()
        .filter(facts::owns)
        .forEach(pod -> remains.add("Pod " + LegacyFacts.name(pod)));
    Stream.ofNullable(facts.headService())
        .filter(facts::owns)
        .forEach(service -> remains.add("Service " + LegacyFacts.name(service)));
    if (!remains.isEmpty()) {
      reasons.add(
          "has what the Python operator made, which nobody would look after: "
              + few(remains)
              + "; stop that operator, and delete them: this operator's own take their place");
    }
  }

  private static void addRayCluster(LegacyFacts facts, List<String> reasons) {
    ObjectNode rayCluster = facts.rayCluster();
    if (rayCluster == null) {
      if (reasons.isEmpty()) {
        reasons.add(
            "has no RayCluster of ray.io yet: start this operator with --legacy-clusters, and wait until it is Running");
      }
      return;
    }
    if (!facts.owns(rayCluster)) {
      reasons.add(
          "another RayCluster of ray.io has its name (NameTaken): it has none of its own that could go on");
      return;
    }
    if (LegacyFacts.isBeingDeleted(rayCluster)) {
      reasons.add("its RayCluster of ray.io is being deleted");
      return;
    }
    if (!isUpToDate(facts, rayCluster)) {
      reasons.add(
          "its RayCluster of ray.io is not what its manifest says now: wait until the operator has made it so");
    }
    if (facts.pods().stream().noneMatch(pod -> isLiveHead(pod, rayCluster))) {
      reasons.add("has no head pod: there is nothing at work that could go on");
    }
    ObjectNode autoscaler = facts.autoscaler();
    if (autoscaler == null || !LegacyFacts.hasOwner(autoscaler, LegacyFacts.uid(rayCluster))) {
      reasons.add(
          "its autoscaler has no Deployment %s yet: nobody would make it afterwards"
              .formatted(LegacyNames.autoscaler(LegacyFacts.name(facts.legacy()))));
    }
  }

  /** What is refused is told already. */
  private static boolean isUpToDate(LegacyFacts facts, ObjectNode rayCluster) {
    return !(LegacyTranslator.translate(facts.legacy(), replicas(rayCluster))
            instanceof Translation.Translated translated)
        || (Contained.in(rayCluster.path("spec"), translated.object().path("spec"))
            && Contained.in(
                rayCluster.at("/metadata/annotations"),
                translated.object().at("/metadata/annotations")));
  }

  private static Map<String, Integer> replicas(ObjectNode rayCluster) {
    Map<String, Integer> replicas = new HashMap<>();
    for (JsonNode group : rayCluster.at("/spec/workerGroupSpecs")) {
      if (group.path("replicas").canConvertToInt()) {
        replicas.put(group.path("groupName").asText(), group.path("replicas").intValue());
      }
    }
    return replicas;
  }

  private static boolean isLiveHead(ObjectNode pod, ObjectNode rayCluster) {
    return HEAD.equals(pod.at("/metadata/labels/ray.io~1node-type").asText())
        && LegacyFacts.hasOwner(pod, LegacyFacts.uid(rayCluster))
        && !LegacyFacts.isBeingDeleted(pod);
  }

  private static String few(List<String> names) {
    return names.size() <= NAMED
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
  }
}
