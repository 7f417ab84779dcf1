package org.rdvae.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.rdvae.data.ImageSettings.Color;
import org.rdvae.data.ImageSettings.Fit;
import org.rdvae.data.ImageSettings.OnBadImage;
import org.rdvae.data.TableSettings.Column;
import org.rdvae.data.TableSettings.ColumnType;

/** Settings of which a test says only what matters to it. */
final class TestSettings {
  static final ImageSettings IMAGES =
      new ImageSettings(64, 64, Color.COLOR, Fit.CROP, OnBadImage.ERROR);
  static final SplitSettings PARTS = new SplitSettings(0.1, 0.1);
  static final TableSettings TABLE = new TableSettings(List.of(), ColumnType.REAL);
  static final TextSettings TEXT = new TextSettings(2000, 2, 0.5);
  static final ShapeSettings SHAPES = new ShapeSettings(200, 32, 1);

  private TestSettings() {}

  static DataSettings of(
      DataSettings.Set set,
      Optional<Path> path,
      Binarization binarization,
      int validation,
      int limit) {
    return of(set, path, binarization, validation, limit, PARTS, TABLE, TEXT, SHAPES);
  }

  static DataSettings table(Path file, SplitSettings parts, Column... columns) {
    return table(file, parts, new TableSettings(List.of(columns), ColumnType.REAL));
  }

  static DataSettings table(Path file, SplitSettings parts, TableSettings table) {
    return of(DataSettings.Set.TABLE, Optional.of(file), parts, table, TEXT, SHAPES);
  }

  static DataSettings shapes(ShapeSettings shapes, SplitSettings parts) {
    return of(DataSettings.Set.SHAPES, Optional.empty(), parts, TABLE, TEXT, shapes);
  }

  static DataSettings text(Path folder, SplitSettings parts, TextSettings text) {
    return of(DataSettings.Set.TEXT, Optional.of(folder), parts, TABLE, text, SHAPES);
  }

  private static DataSettings of(
      DataSettings.Set set,
      Optional<Path> path,
      SplitSettings parts,
      TableSettings table,
      TextSettings text,
      ShapeSettings shapes) {
    return of(set, path, Binarization.DYNAMIC, 1, 0, parts, table, text, shapes);
  }

  private static DataSettings of(
      DataSettings.Set set,
      Optional<Path> path,
      Binarization binarization,
      int validation,
      int limit,
      SplitSettings parts,
      TableSettings table,
      TextSettings text,
      ShapeSettings shapes) {
    return new DataSettings(
        set,
        path,
        binarization,
        validation,
        limit,
        IMAGES,
        parts,
        table,
        text,
        shapes,
        false,
        ImagePluginSettings.NONE,
        AugmentationSettings.NONE);
  }
}
