package org.rdvae.base;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Describes one component of a settings record: its meaning, its default and its range. It is the
 * only place where these are written; the config reader, {@code config init} and the reference page
 * are made from it. The key in a config file is the component's name in kebab case ({@code
 * learningRate} is {@code learning-rate}).
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** One sentence of meaning, with the unit. */
  String value();

  /**
   * The default as it would be written in a config file. Empty: a nested record takes its own
   * defaults, an {@code Optional} is absent, and anything else must be given.
   */
  String initial() default "";

  /** Smallest allowed number. */
  double min() default Double.NEGATIVE_INFINITY;

  /** Largest allowed number. */
  double max() default Double.POSITIVE_INFINITY;

  /** Whether {@link #min} itself is refused. */
  boolean above() default false;
}
