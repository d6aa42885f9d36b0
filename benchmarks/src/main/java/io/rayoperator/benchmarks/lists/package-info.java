/** Lists of many objects in both versions, through a real API server. */
@NullMarked
package io.rayoperator.benchmarks.lists;

import org.jspecify.annotations.NullMarked;
