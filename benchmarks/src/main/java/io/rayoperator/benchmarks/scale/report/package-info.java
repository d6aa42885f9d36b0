/** Results for people: Markdown and SVG. */
@NullMarked
package io.rayoperator.benchmarks.scale.report;

import org.jspecify.annotations.NullMarked;
