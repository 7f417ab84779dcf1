package org.rdvae.model;

import java.util.Arrays;
import java.util.List;
import org.rdvae.base.Failure;
import org.rdvae.base.KebabCase;
import org.rdvae.distribution.BernoulliLikelihood;
import org.rdvae.distribution.GaussianLikelihood;
import org.rdvae.distribution.GaussianOptimalSigmaLikelihood;
import org.rdvae.distribution.GaussianPerValueLikelihood;
import org.rdvae.distribution.LaplaceLikelihood;
import org.rdvae.distribution.Likelihood;
import org.rdvae.distribution.LikelihoodHead;
import org.rdvae.distribution.MultinomialLikelihood;
import org.rdvae.distribution.PlannedLikelihood;
import org.rdvae.distribution.PosteriorHead;
import org.rdvae.distribution.StudentTLikelihood;
import org.rdvae.network.Dl4jExport;
import org.rdvae.network.Dl4jFeatures;
import org.rdvae.network.FeatureShape;
import org.rdvae.network.ParameterSpec;

/**
 * A model's two networks as graphs of Deeplearning4j:
 *
 * <pre>
 * encoder: image, [class]  -> posterior.HEAD of each head, such as posterior.mean [n, latents]
 * decoder: z, [class]      -> image [n, pixels], the mean of p(x|z), where a vertex can say it, and
 *                             likelihood.HEAD of each head [n, numbers of the head]
 * </pre>
 *
 * <p>A class is a row of zeros and a one. Several levels of latent variables and flows lie between
 * the two networks and are refused.
 */
public final class Dl4jModel {
  private static final String IMAGE = "image";
  private static final String CLASS = "class";

  private final Architecture architecture;
  private final float[] parameters;

  /**
   * @throws Failure BAD_DATA if there is more to the model than an encoder and a decoder
   */
  public Dl4jModel(Vae vae) {
    architecture = vae.architecture();
    parameters = vae.parameters();
    if (architecture.levels() > 1) {
      throw refusal(
          "model.latent.above",
          "the "
              + architecture.levels()
              + " levels of latent variables are drawn one after another, in between networks");
    }
    if (!architecture.posterior().parameters("", architecture.latents()).isEmpty()) {
      throw refusal(
          "model.posterior."
              + KebabCase.of(architecture.posterior().getClass().getSimpleName())
                  .replace("-posterior", ""),
          "its flow from the encoder's numbers to z is no network of layers");
    }
  }

  private static Failure refusal(String place, String reason) {
    return new Failure(
        Failure.Kind.BAD_DATA,
        place
            + " cannot be exported: "
            + reason
            + "; use the model as it is, from Java by TrainedModel");
  }

  /** From images to the heads of the posterior. */
  public Dl4jExport encoder() {
    Dl4jExport export = new Dl4jExport(this::values);
    Dl4jFeatures image = export.input(IMAGE, architecture.image());
    if (architecture.classes() > 0) {
      Dl4jFeatures learned =
          export.product(ClassCondition.IMAGES, architecture.pixels(), classes(export));
      image = export.sum("image of a class", image, learned);
    }
    HeadedNetwork top = architecture.topEncoder();
    Dl4jFeatures features = export.layers(top.network(), image);
    for (PosteriorHead head : top.heads()) {
      String name = top.name() + head.name();
      export.output(
          name,
          export.linear(name + ".linear", name, top.layer(head).units(), top.byPlaces(), features));
    }
    return export;
  }

  /** From latent variables to the mean image and the heads of the likelihood. */
  public Dl4jExport decoder() {
    Dl4jExport export = new Dl4jExport(this::values);
    Dl4jFeatures state = export.input("z", FeatureShape.flat(architecture.latents()));
    if (architecture.classes() > 0) {
      state = export.joined("z and class", state, classes(export));
    }
    Dl4jFeatures features = export.layers(architecture.decoder(), state);
    List<Dl4jFeatures> heads =
        architecture.likelihoodHeads().stream().map(head -> head(export, head, features)).toList();
    image(export, heads.get(0));
    for (int i = 0; i < heads.size(); i++) {
      export.output(
          Architecture.LIKELIHOOD + architecture.likelihoodHeads().get(i).name(), heads.get(i));
    }
    return export;
  }

  private Dl4jFeatures classes(Dl4jExport export) {
    return export.input(CLASS, FeatureShape.flat(architecture.classes()));
  }

  private Dl4jFeatures head(Dl4jExport export, LikelihoodHead head, Dl4jFeatures features) {
    if (head.isDirect()) {
      return features;
    }
    String name = Architecture.LIKELIHOOD + head.name();
    return export.linear(
        name + ".linear",
        name,
        architecture.likelihoodHead(head).units(),
        architecture.hasHeadsByPlaces(),
        features);
  }

  /** The mean of p(x|z) as its {@link PlannedLikelihood} tells it, where one vertex makes it. */
  private void image(Dl4jExport export, Dl4jFeatures head) {
    Likelihood likelihood = architecture.likelihood();
    if (likelihood instanceof BernoulliLikelihood) {
      export.output(IMAGE, export.activated(IMAGE, Dl4jExport.OutputActivation.SIGMOID, head));
    } else if (likelihood instanceof MultinomialLikelihood) {
      export.output(IMAGE, export.activated(IMAGE, Dl4jExport.OutputActivation.SOFTMAX, head));
    } else if (likelihood instanceof GaussianLikelihood
        || likelihood instanceof GaussianOptimalSigmaLikelihood
        || likelihood instanceof GaussianPerValueLikelihood
        || likelihood instanceof LaplaceLikelihood
        || likelihood instanceof StudentTLikelihood) {
      export.output(IMAGE, export.shifted(IMAGE, PlannedLikelihood.MIDDLE_GREY, head));
    }
  }

  private float[] values(String name) {
    ParameterSpec spec =
        architecture.layout().parameters().stream()
            .filter(parameter -> parameter.name().equals(name))
            .findFirst()
            .orElseThrow();
    int offset = architecture.layout().offset(name);
    return Arrays.copyOfRange(parameters, offset, offset + Math.toIntExact(spec.size()));
  }
}
