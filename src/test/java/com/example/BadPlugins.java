package com.example;

import java.util.List;
import org.rdvae.base.PluginSettings;
import org.rdvae.data.ValueKind;
import org.rdvae.distribution.LikelihoodHead;
import org.rdvae.distribution.LikelihoodPlace;
import org.rdvae.distribution.LikelihoodPlugin;
import org.rdvae.distribution.PlannedLikelihood;

/** Plugins with mistakes in them. */
public final class BadPlugins {
  private BadPlugins() {}

  /** What a likelihood must have, all of it refused. */
  public abstract static class Base implements LikelihoodPlugin {
    @Override
    public List<LikelihoodHead> heads(int channels) {
      throw new IllegalStateException("no heads today");
    }

    @Override
    public boolean isDiscrete() {
      return false;
    }

    @Override
    public boolean takes(ValueKind kind) {
      return true;
    }

    @Override
    public PlannedLikelihood plan(LikelihoodPlace place) {
      throw new IllegalStateException("no plan today");
    }
  }

  /** Its constructor throws. */
  public static final class Unmakeable extends Base {
    public Unmakeable(PluginSettings settings) {
      throw new IllegalStateException("out of order");
    }
  }

  /** Has no constructor that takes settings. */
  public static final class WithoutConstructor extends Base {}

  /** Is made, and then throws. */
  public static final class Throwing extends Base {
    public Throwing(PluginSettings settings) {
      settings.number("unused", 0);
    }
  }

  /** No plugin: nothing may run of it, not even this. */
  public static final class NoPlugin {
    static {
      System.setProperty("com.example.ran", "true");
    }

    private NoPlugin() {}
  }
}
