/**
 * The logs of the servers: one line per event, JSON or text, timestamps in ISO 8601 and UTC. Set up
 * in code, because reading an XML file would delay each start.
 */
@NullMarked
package io.rayoperator.cli.logging;

import org.jspecify.annotations.NullMarked;
