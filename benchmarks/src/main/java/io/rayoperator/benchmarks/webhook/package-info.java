/**
 * The whole webhook server as a process, called over TLS and HTTP/2 as the API server does: start,
 * latency, throughput, CPU, memory.
 */
@NullMarked
package io.rayoperator.benchmarks.webhook;

import org.jspecify.annotations.NullMarked;
