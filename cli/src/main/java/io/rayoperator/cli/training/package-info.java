/**
 * A short run of everything that servers and commands do when they start, from which the JVM learns
 * what to load and compile beforehand (JEP 483, 514, 515). Needs no API server.
 */
@NullMarked
package io.rayoperator.cli.training;

import org.jspecify.annotations.NullMarked;
