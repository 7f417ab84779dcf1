package org.rdvae.spark;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.rdvae.data.PicturePath;
import org.rdvae.model.VaeSession;

/**
 * The posterior's mean and log standard deviation of every picture, as {@code rdvae encode} gives
 * them.
 */
record EncodeWork(String model, int threads) implements CorpusWork {
  private static final long serialVersionUID = 1L;

  @Override
  public String command() {
    return "encode";
  }

  @Override
  public String doing() {
    return "encoding";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public String tables() {
    return "latents";
  }

  @Override
  public MessageType schema() {
    return MessageTypeParser.parseMessageType(
        """
        message latents {
          required binary path (STRING);
          required group latents (LIST) { repeated group list { required float element; } }
          required group log_stddev (LIST) { repeated group list { required float element; } }
          required binary model (STRING);
        }
        """);
  }

  @Override
  public boolean takes(String fileName) {
    return PicturePath.isPicture(fileName);
  }

  @Override
  public int leastFiles() {
    return 200;
  }

  @Override
  public int mostFiles() {
    return 1000;
  }

  @Override
  public OpenPart open(Path checkpoint, OutputFiles outputs, Consumer<Group> rows) {
    MessageType schema = schema();
    return new PictureBatch(PictureBatch.Loaded.of(this, checkpoint, threads)) {
      @Override
      void compute(VaeSession session, List<String> paths, float[] pictures) {
        int size = session.architecture().latents();
        float[] mean = new float[paths.size() * size];
        float[] logStddev = new float[mean.length];
        session.encode(pictures, paths.size(), mean, logStddev);
        for (int i = 0; i < paths.size(); i++) {
          Group row = new SimpleGroup(schema);
          row.append("path", paths.get(i));
          addList(row, "latents", mean, i * size, size);
          addList(row, "log_stddev", logStddev, i * size, size);
          row.append("model", model);
          rows.accept(row);
        }
      }
    };
  }

  private static void addList(Group row, String column, float[] values, int from, int count) {
    Group list = row.addGroup(column);
    for (int i = from; i < from + count; i++) {
      list.addGroup("list").append("element", values[i]);
    }
  }
}
