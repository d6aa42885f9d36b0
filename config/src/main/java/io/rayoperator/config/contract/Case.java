package io.rayoperator.config.contract;

/**
 * A case of KubeRay's own tests.
 *
 * @param number unique over all cases
 * @param title in our words
 * @param missing which feature it needs that the product does not have yet; empty if none
 */
record Case(int number, String title, String missing) {}
