/**
 * The job and its text. {@link org.rdvae.config.ConfigReader} turns YAML and {@code --set}
 * overrides into a {@link org.rdvae.config.Job} or into one failure that lists every problem with
 * its position; {@link org.rdvae.config.ConfigWriter} writes a job back so that it reads equal.
 * Both, and {@link org.rdvae.config.SettingsReference}, work on {@code SettingType}, which is read
 * from the settings records and their {@link org.rdvae.base.Setting} annotations, so a new setting
 * needs no line here. The way of a config: {@code ValueReader} (text to values with places), {@code
 * Assignment} (values from the command line put in), {@code Binder} (values to records), {@code
 * JobChecks} (what no single setting can tell).
 */
package org.rdvae.config;
