package io.rayoperator.operator.config;

import org.jspecify.annotations.Nullable;

/**
 * An option as users see it.
 *
 * @param flag on the command line, without dashes; null if there is none
 * @param configKey field of the configuration file; null if there is none
 * @param environmentVariable null if there is none
 * @param defaultValue as users would write it; empty if it is empty
 * @param description one sentence or two
 */
public record ConfigOption(
    @Nullable String flag,
    @Nullable String configKey,
    @Nullable String environmentVariable,
    String defaultValue,
    String description) {}
