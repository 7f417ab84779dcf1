package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.PluginNumber;
import org.rdvae.base.Plugins;
import org.rdvae.base.SelfChecking;
import org.rdvae.base.Setting;
import org.rdvae.network.ParameterSpec;

/** A prior of a class that is no part of rdvae, a {@link PriorPlugin}. */
public record PluginPrior(
    @Setting(
            "Full name of a class on the class path that implements PriorPlugin; it is used only"
                + " with the option --plugin.")
        String className,
    @Setting(
            value =
                "Numbers for the class, each as {name: scale, value: 0.1}; what is not given has"
                    + " the class's own default.",
            initial = "[]")
        List<PluginNumber> settings)
    implements Prior, SelfChecking {

  public PluginPrior {
    settings = List.copyOf(settings);
  }

  @Override
  public void check() {
    plugin();
  }

  @Override
  public List<ParameterSpec> parameters(String name, int latents, int values) {
    return Plugins.call(
        className, "parameters", () -> List.copyOf(plugin().parameters(name, latents, values)));
  }

  @Override
  public boolean isPositive() {
    return Plugins.call(className, "isPositive", () -> plugin().isPositive());
  }

  @Override
  public int fewestLatents() {
    return Plugins.call(className, "fewestLatents", () -> plugin().fewestLatents());
  }

  @Override
  public PlannedPrior plan(PriorPlace place) {
    return Plugins.call(className, "plan", () -> plugin().plan(place));
  }

  private PriorPlugin plugin() {
    return Plugins.make(PriorPlugin.class, className, settings);
  }
}
