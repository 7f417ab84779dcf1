package org.rdvae.report;

/**
 * A setting of a job.
 *
 * @param path as {@code --set} takes it
 * @param value as a config writes it
 * @param initial the default in the same form; empty if there is none
 */
public record ChangedSetting(String path, String value, String initial) {}
