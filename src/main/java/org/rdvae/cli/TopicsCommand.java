package org.rdvae.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.rdvae.base.Printable;
import org.rdvae.job.SavedModel;
import org.rdvae.job.TopicWords;
import org.rdvae.job.TopicWords.Topic;
import org.rdvae.model.VaeSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code rdvae topics}. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the topics that a model of texts has learned, by their words.",
      "With likelihood topics the most probable words of each topic; with likelihood multinomial"
          + " the words that gain most in probability when a latent variable goes from 0 to 2 (+)"
          + " and, where it can, to -2 (-)."
    })
final class TopicsCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "CHECKPOINT", description = "Model to use.")
  private Path checkpoint;

  @Option(
      names = "--words",
      paramLabel = "N",
      defaultValue = "10",
      description = "Words of each topic. (default: ${DEFAULT-VALUE})")
  private int words;

  @Option(names = "--json", description = "Print a JSON array, with the words' weights.")
  private boolean json;

  @Mixin private DeviceOptions device;

  @Override
  public Integer call() {
    device.check();
    Arguments.between(command, "--words", words, 1, 100_000);
    SavedModel model = SavedModel.load(checkpoint);
    TopicWords.vocabulary(model);
    List<Topic> topics = topics(model);
    System.out.println(json ? json(topics) : text(topics));
    return 0;
  }

  private List<Topic> topics(SavedModel model) {
    if (TopicWords.areParameters(model)) {
      return TopicWords.ofTopics(model, words);
    }
    try (VaeSession session = model.vae().open(device.open(), model.rows())) {
      return TopicWords.ofLatents(model, session, words);
    }
  }

  private static String text(List<Topic> topics) {
    List<String> lines = new ArrayList<>();
    for (Topic topic : topics) {
      lines.add(
          Printable.line(
              String.format(
                  Locale.ROOT, "%5s  %s", topic.name(), String.join(" ", topic.words()))));
    }
    return String.join("\n", lines);
  }

  private static String json(List<Topic> topics) {
    List<Map<String, Object>> array = new ArrayList<>();
    for (Topic topic : topics) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("topic", topic.name());
      object.put("words", topic.words());
      object.put("weights", topic.weights());
      array.add(object);
    }
    return JsonMapper.shared().writeValueAsString(array);
  }
}
