/**
 * The layout of ByteDance's operator (ray-project/kuberay {@code bytedance}, August and September
 * 2021).
 */
@NullMarked
package io.rayoperator.conversion.layout.bytedance;

import org.jspecify.annotations.NullMarked;
