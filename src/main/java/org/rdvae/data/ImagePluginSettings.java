package org.rdvae.data;

import java.util.List;
import java.util.Optional;
import org.rdvae.base.PluginNumber;
import org.rdvae.base.Setting;

/** A class that is no part of rdvae, an {@link ImagePlugin}. */
public record ImagePluginSettings(
    @Setting(
            "Full name of a class on the class path that implements ImagePlugin; for every other"
                + " set nothing.")
        Optional<String> className,
    @Setting(
            value =
                "Numbers for the class, each as {name: count, value: 1000}; what is not given has"
                    + " the class's own default.",
            initial = "[]")
        List<PluginNumber> settings) {
  static final ImagePluginSettings NONE = new ImagePluginSettings(Optional.empty(), List.of());

  public ImagePluginSettings {
    settings = List.copyOf(settings);
  }
}
