/**
 * Kubernetes manifests as users keep them: files and directories of YAML or JSON documents, read
 * the way kubectl reads them.
 */
@NullMarked
package io.rayoperator.cli.manifest;

import org.jspecify.annotations.NullMarked;
