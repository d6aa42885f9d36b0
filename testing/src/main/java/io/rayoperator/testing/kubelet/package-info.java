/**
 * A kubelet for tests: runs the pods of one node as processes of this machine, as their objects say
 * that they are to run, and not as a test would start them. What it does not know, it refuses.
 */
@NullMarked
package io.rayoperator.testing.kubelet;

import org.jspecify.annotations.NullMarked;
