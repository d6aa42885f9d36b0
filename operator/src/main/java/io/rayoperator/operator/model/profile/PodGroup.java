package io.rayoperator.operator.model.profile;

/**
 * A group of pods, as far as names and labels tell it.
 *
 * @param nodeType value of the label {@code ray.io/node-type}
 * @param group value of the label {@code ray.io/group}
 * @param rayContainer name of the Ray container; may be empty
 * @param generateName what the user wants its pods' names to start with; may be empty
 */
public record PodGroup(
    String cluster, String nodeType, String group, String rayContainer, String generateName) {}
