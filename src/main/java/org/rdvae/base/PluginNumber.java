package org.rdvae.base;

/** A number that a config hands to a plugin. */
public record PluginNumber(
    @Setting("Name of a number that the class asks for.") String name,
    @Setting("Its value.") double value) {}
