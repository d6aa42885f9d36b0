package io.rayoperator.webhook.http;

/** The paths that webhook configurations name. */
public final class ReviewPaths {

  public static final String CONVERT = "/convert";
  public static final String MUTATE = "/mutate";
  public static final String VALIDATE = "/validate";

  private ReviewPaths() {}
}
