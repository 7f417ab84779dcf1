package org.rdvae.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rdvae.data.DataSettings.Binarization;
import org.rdvae.data.DataSettings.Color;
import org.rdvae.data.DataSettings.Column;
import org.rdvae.data.DataSettings.ColumnType;
import org.rdvae.data.DataSettings.Fit;
import org.rdvae.data.DataSettings.Images;
import org.rdvae.data.DataSettings.OnBadImage;
import org.rdvae.data.DataSettings.Parts;
import org.rdvae.data.DataSettings.Shapes;
import org.rdvae.data.DataSettings.Table;
import org.rdvae.data.DataSettings.Text;

/** Settings of which a test says only what matters to it. */
final class TestSettings {
  static final Images IMAGES = new Images(64, 64, Color.COLOR, Fit.CROP, OnBadImage.ERROR);
  static final Parts PARTS = new Parts(0.1, 0.1);
  static final Table TABLE = new Table(List.of(), ColumnType.REAL);
  static final Text TEXT = new Text(2000, 2, 0.5);
  static final Shapes SHAPES = new Shapes(200, 32, 1);

  private TestSettings() {}

  static DataSettings of(
      DataSettings.Set set,
      Optional<Path> path,
      Binarization binarization,
      int validation,
      int limit) {
    return new DataSettings(
        set, path, binarization, validation, limit, IMAGES, PARTS, TABLE, TEXT, SHAPES);
  }

  static DataSettings table(Path file, Parts parts, Column... columns) {
    return table(file, parts, new Table(List.of(columns), ColumnType.REAL));
  }

  static DataSettings table(Path file, Parts parts, Table table) {
    return new DataSettings(
        DataSettings.Set.TABLE,
        Optional.of(file),
        Binarization.DYNAMIC,
        1,
        0,
        IMAGES,
        parts,
        table,
        TEXT,
        SHAPES);
  }

  static DataSettings shapes(Shapes shapes, Parts parts) {
    return new DataSettings(
        DataSettings.Set.SHAPES,
        Optional.empty(),
        Binarization.DYNAMIC,
        1,
        0,
        IMAGES,
        parts,
        TABLE,
        TEXT,
        shapes);
  }

  static DataSettings text(Path folder, Parts parts, Text text) {
    return new DataSettings(
        DataSettings.Set.TEXT,
        Optional.of(folder),
        Binarization.DYNAMIC,
        1,
        0,
        IMAGES,
        parts,
        TABLE,
        text,
        SHAPES);
  }
}
