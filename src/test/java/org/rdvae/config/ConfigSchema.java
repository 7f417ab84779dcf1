package org.rdvae.config;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Configs under the schema, by a validator of others: what a YAML editor would mark. */
public final class ConfigSchema {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
  private static final Schema SCHEMA =
      REGISTRY.getSchema(JsonMapper.shared().readTree(SettingsSchema.json()));

  private ConfigSchema() {}

  /** What is wrong with the text of a config; empty if nothing is. */
  public static List<String> problems(String yaml) {
    return problems(parsed(yaml));
  }

  static List<String> problems(Object values) {
    return words(SCHEMA.validate(JsonMapper.shared().<JsonNode>valueToTree(values)));
  }

  /** What is wrong with a schema itself. */
  static List<String> problemsOfSchema(JsonNode schema) {
    return words(
        REGISTRY
            .getSchema(SchemaLocation.of("http://json-schema.org/draft-07/schema#"))
            .validate(schema));
  }

  /** What is wrong with a value under a schema of its own. */
  static List<String> problems(JsonNode schema, JsonNode value) {
    return words(REGISTRY.getSchema(schema).validate(value));
  }

  /** As a parser of YAML 1.2 that knows no settings has it. */
  static Object parsed(String yaml) {
    return new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
        .loadFromString(yaml);
  }

  private static List<String> words(List<Error> errors) {
    return errors.stream().map(Error::toString).toList();
  }
}
