package com.example;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * What a user of Deeplearning4j does with an exported model; compiled and run with Deeplearning4j's
 * libraries alone. Reads images from a file of floats and writes codes and restored images to
 * another.
 */
public final class ExportedDigits {
  private ExportedDigits() {}

  public static void main(String[] arguments) throws IOException {
    INDArray images = read(arguments[1], Integer.parseInt(arguments[2]));

    File folder = new File(arguments[0]);
    ComputationGraph encoder = ComputationGraph.load(new File(folder, "encoder.zip"), false);
    ComputationGraph decoder = ComputationGraph.load(new File(folder, "decoder.zip"), false);
    INDArray[] posterior = encoder.output(images); // posterior.mean and posterior.log-stddev
    INDArray[] decoded = decoder.output(posterior[0]); // image and likelihood.logits

    write(arguments[3], posterior[0], posterior[1], decoded[0]);
    try {
      Class.forName("org.rdvae.TrainedModel");
      System.out.println("with rdvae");
    } catch (ClassNotFoundException e) {
      System.out.println("without rdvae");
    }
  }

  private static INDArray read(String file, int rows) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(new FileInputStream(file)))) {
      float[] values = new float[in.available() / Float.BYTES];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readFloat();
      }
      return Nd4j.createFromArray(values).reshape(rows, values.length / rows);
    }
  }

  private static void write(String file, INDArray... arrays) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(new FileOutputStream(file)))) {
      for (INDArray array : arrays) {
        for (float value : array.dup('c').data().asFloat()) {
          out.writeFloat(value);
        }
      }
    }
  }
}
