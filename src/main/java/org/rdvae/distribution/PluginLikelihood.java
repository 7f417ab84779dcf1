package org.rdvae.distribution;

import java.util.List;
import org.rdvae.base.PluginNumber;
import org.rdvae.base.Plugins;
import org.rdvae.base.SelfChecking;
import org.rdvae.base.Setting;
import org.rdvae.data.ValueKind;

/** A likelihood of a class that is no part of rdvae, a {@link LikelihoodPlugin}. */
public record PluginLikelihood(
    @Setting(
            "Full name of a class on the class path that implements LikelihoodPlugin; it is used"
                + " only with the option --plugin.")
        String className,
    @Setting(
            value =
                "Numbers for the class, each as {name: scale, value: 0.1}; what is not given has"
                    + " the class's own default.",
            initial = "[]")
        List<PluginNumber> settings)
    implements Likelihood, SelfChecking {

  public PluginLikelihood {
    settings = List.copyOf(settings);
  }

  @Override
  public void check() {
    plugin();
  }

  @Override
  public List<LikelihoodHead> heads(int channels) {
    return Plugins.call(className, "heads", () -> List.copyOf(plugin().heads(channels)));
  }

  @Override
  public List<SharedParameter> sharedParameters(int values) {
    return Plugins.call(
        className, "sharedParameters", () -> List.copyOf(plugin().sharedParameters(values)));
  }

  @Override
  public boolean isDiscrete() {
    return Plugins.call(className, "isDiscrete", () -> plugin().isDiscrete());
  }

  @Override
  public boolean takes(ValueKind kind) {
    return Plugins.call(className, "takes", () -> plugin().takes(kind));
  }

  @Override
  public PlannedLikelihood plan(LikelihoodPlace place) {
    return Plugins.call(className, "plan", () -> plugin().plan(place));
  }

  private LikelihoodPlugin plugin() {
    return Plugins.make(LikelihoodPlugin.class, className, settings);
  }
}
