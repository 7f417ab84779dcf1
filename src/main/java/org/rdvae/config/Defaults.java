package org.rdvae.config;

/** Defaults, read the way a config is read. */
final class Defaults {

  private Defaults() {}

  /** The default that is written beside a setting, which must have one. */
  static Value value(SettingComponent component) {
    Place place = Place.ofDefault(component.key());
    Problems problems = new Problems(place);
    Value value =
        ValueReader.read(component.initial(), YamlPlaces.all(place), problems).orElse(null);
    problems.throwIfAny();
    return value;
  }
}
