package org.rdvae.config;

import java.util.List;
import java.util.Optional;
import org.rdvae.data.DataSettings;
import org.rdvae.data.TableSettings;
import org.rdvae.network.FeatureShape;

/** What the settings alone tell of the examples, before any file is opened. */
final class ExampleShape {
  private static final FeatureShape DIGITS = new FeatureShape(28, 28, 1);

  private ExampleShape() {}

  /** The shape of an example; empty where only the files know. */
  static Optional<FeatureShape> of(DataSettings data) {
    return switch (data.set()) {
      case MNIST_BINARY -> Optional.of(DIGITS);
      case IMAGES ->
          Optional.of(
              new FeatureShape(
                  data.images().height(), data.images().width(), data.images().channels()));
      case SHAPES -> Optional.of(new FeatureShape(data.shapes().size(), data.shapes().size(), 1));
      case TABLE ->
          data.table().columns().isEmpty()
              ? Optional.empty()
              : Optional.of(new FeatureShape(1, data.table().columns().size(), 1));
      case IDX, TEXT, PLUGIN, GIVEN_IMAGES, GIVEN_ROWS -> Optional.empty();
    };
  }

  /** The types of a table's columns, each once. */
  static List<TableSettings.ColumnType> columnTypes(TableSettings table) {
    return table.columns().isEmpty()
        ? List.of(table.type())
        : table.columns().stream().map(TableSettings.Column::type).distinct().toList();
  }
}
