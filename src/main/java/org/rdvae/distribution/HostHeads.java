package org.rdvae.distribution;

import java.util.Arrays;
import java.util.List;
import org.rdvae.tensor.Tensor;

/** The heads of all rows on the host, or their gradients, and one row of them to work on. */
final class HostHeads {
  private final List<Tensor> tensors;
  private final double[][] all;
  private final double[][] row;

  HostHeads(List<Tensor> tensors) {
    this.tensors = tensors;
    all = new double[tensors.size()][];
    row = new double[tensors.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] = new double[Math.toIntExact(tensors.get(i).size())];
      row[i] = new double[tensors.get(i).columns()];
    }
  }

  /** Brings all rows here. */
  void read() {
    for (int i = 0; i < all.length; i++) {
      tensors.get(i).read(all[i]);
    }
  }

  /** Takes all rows back. */
  void write() {
    for (int i = 0; i < all.length; i++) {
      tensors.get(i).write(all[i]);
    }
  }

  /** The numbers of a row, until the next call. */
  double[][] row(int number) {
    for (int i = 0; i < all.length; i++) {
      System.arraycopy(all[i], number * row[i].length, row[i], 0, row[i].length);
    }
    return row;
  }

  /** Zeros, for a row to be made. */
  double[][] emptyRow() {
    for (double[] head : row) {
      Arrays.fill(head, 0);
    }
    return row;
  }

  /** Puts the row that was worked on to its place. */
  void keep(int number) {
    for (int i = 0; i < all.length; i++) {
      System.arraycopy(row[i], 0, all[i], number * row[i].length, row[i].length);
    }
  }
}
